package main

import (
	"crypto/sha256"
	"fmt"

	receipts "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

// openReceipt checks a receipt to the end: its form, its signatures, and that the body is in.
func openReceipt(c Case) Verdicts {
	var receipt receipts.TLogProof
	if err := receipt.Unmarshal(c.Receipt); err != nil {
		return Verdicts{"tlog": verdict(err), "merkle": verdict(err)}
	}
	checkpoint, names, err := parsed(receipt.Checkpoint, c.Key, c.Witnesses)
	if err != nil {
		return Verdicts{"tlog": verdict(err), "merkle": verdict(err)}
	}
	leaf := rfc6962.DefaultHasher.HashLeaf(c.Body)
	hashes := make([][]byte, len(receipt.Hashes))
	for i := range receipt.Hashes {
		hashes[i] = receipt.Hashes[i][:]
	}
	size, root := checkpoint.Size, checkpoint.Hash
	return Verdicts{
		"tlog": verdict(
			checkRecord(leaf, int64(receipt.Index), int64(size), hashes, root), names...),
		"merkle": verdict(proof.VerifyInclusion(
			rfc6962.DefaultHasher, receipt.Index, size, leaf, hashes, root), names...),
	}
}

func writeReceipt(c Case) Verdicts {
	receipt := receipts.TLogProof{Index: uint64(c.At), Checkpoint: c.Note, ExtraData: c.Extra}
	for _, each := range c.Proof {
		if len(each) != sha256.Size {
			return Verdicts{"formats": verdict(fmt.Errorf("a hash has 32 bytes"))}
		}
		receipt.Hashes = append(receipt.Hashes, [sha256.Size]byte(each))
	}
	return Verdicts{"formats": verdict(nil, string(receipt.Marshal()))}
}
