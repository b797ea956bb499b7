"""A committee's review of a draft, from referral to report."""
