-- Breaches of alert rules, in the order of the register.
SELECT position, ref, rule, breach, reason, citation, recorded_at
FROM view.irregularity ORDER BY position
