package main

import (
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
)

func leafHash(c Case) Verdicts {
	hash := tlog.RecordHash(c.Body)
	return Verdicts{
		"tlog":   verdict(nil, hexes([][]byte{hash[:]})...),
		"merkle": verdict(nil, hexes([][]byte{rfc6962.DefaultHasher.HashLeaf(c.Body)})...),
	}
}

// roots gives the roots of all trees of the first 0, 1, 2 … bodies.
func roots(c Case) Verdicts {
	sumdb, err := tlogRoots(c.Bodies)
	merkle, merkleErr := merkleRoots(c.Bodies)
	return Verdicts{
		"tlog":   verdict(err, hexes(sumdb)...),
		"merkle": verdict(merkleErr, hexes(merkle)...),
	}
}

// stored is the row of hashes that a tree of sumdb is kept in.
type stored []tlog.Hash

// ReadHashes reads hashes by their places in the row.
func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func tlogRoots(bodies [][]byte) ([][]byte, error) {
	var row stored
	var found [][]byte
	for size := 0; ; size++ {
		root, err := tlog.TreeHash(int64(size), row)
		if err != nil {
			return nil, err
		}
		found = append(found, root[:])
		if size == len(bodies) {
			return found, nil
		}
		more, err := tlog.StoredHashes(int64(size), bodies[size], row)
		if err != nil {
			return nil, err
		}
		row = append(row, more...)
	}
}

func merkleRoots(bodies [][]byte) ([][]byte, error) {
	hasher := rfc6962.DefaultHasher
	tree := (&compact.RangeFactory{Hash: hasher.HashChildren}).NewEmptyRange(0)
	found := [][]byte{hasher.EmptyRoot()}
	for _, each := range bodies {
		if err := tree.Append(hasher.HashLeaf(each), nil); err != nil {
			return nil, err
		}
		root, err := tree.GetRootHash(nil)
		if err != nil {
			return nil, err
		}
		found = append(found, root)
	}
	return found, nil
}

func inclusion(c Case) Verdicts {
	return Verdicts{
		"tlog": verdict(checkRecord(c.Leaf, c.At, c.Size, c.Proof, c.Root)),
		"merkle": verdict(proof.VerifyInclusion(
			rfc6962.DefaultHasher, uint64(c.At), uint64(c.Size), c.Leaf, c.Proof, c.Root)),
	}
}

func consistency(c Case) Verdicts {
	return Verdicts{
		"tlog": verdict(checkTree(c)),
		"merkle": verdict(proof.VerifyConsistency(
			rfc6962.DefaultHasher, uint64(c.Old), uint64(c.Size), c.Proof, c.OldRoot, c.Root)),
	}
}

func checkRecord(leaf []byte, at, size int64, proof [][]byte, root []byte) error {
	hashes, err := whole(append(proof[:len(proof):len(proof)], leaf, root))
	if err != nil {
		return err
	}
	last := len(proof)
	return tlog.CheckRecord(hashes[:last], size, hashes[last+1], at, hashes[last])
}

func checkTree(c Case) error {
	hashes, err := whole(append(c.Proof[:len(c.Proof):len(c.Proof)], c.OldRoot, c.Root))
	if err != nil {
		return err
	}
	last := len(c.Proof)
	return tlog.CheckTree(hashes[:last], c.Size, hashes[last+1], c.Old, hashes[last])
}

// whole gives hashes the type of tlog, which knows those of 32 bytes only.
func whole(all [][]byte) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(all))
	for i, each := range all {
		if copy(hashes[i][:], each) != tlog.HashSize || len(each) != tlog.HashSize {
			return nil, fmt.Errorf("a hash has 32 bytes, not %d", len(each))
		}
	}
	return hashes, nil
}
