package main

import (
	"fmt"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

// shelf holds tiles by the paths of C2SP tlog-tiles.
type shelf map[string][]byte

func (s shelf) Height() int { return torchwood.TileHeight }

func (s shelf) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles reads tiles as a server of the register would give them.
func (s shelf) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for i, each := range tiles {
		path := torchwood.TilePath(each)
		tile, there := s[path]
		if !there {
			return nil, fmt.Errorf("there is no %s", path)
		}
		read[i] = tile
	}
	return read, nil
}

// tilePath reads the path back too, so that both directions are asked.
func tilePath(c Case) Verdicts {
	tile := tlog.Tile{H: torchwood.TileHeight, L: c.Level, N: c.At, W: c.Width}
	path := torchwood.TilePath(tile)
	again, err := torchwood.ParseTilePath(path)
	if err == nil && again != tile {
		err = fmt.Errorf("%s reads as another tile", path)
	}
	return Verdicts{"torchwood": verdict(err, path)}
}

// proveInclusion checks the tiles against the root and makes the proof from them.
func proveInclusion(c Case) Verdicts {
	return proved(c, func(reader tlog.HashReader) ([]tlog.Hash, error) {
		return tlog.ProveRecord(c.Size, c.At, reader)
	})
}

func proveConsistency(c Case) Verdicts {
	return proved(c, func(reader tlog.HashReader) ([]tlog.Hash, error) {
		return tlog.ProveTree(c.Size, c.Old, reader)
	})
}

func proved(c Case, prove func(tlog.HashReader) ([]tlog.Hash, error)) Verdicts {
	root, err := whole([][]byte{c.Root})
	if err != nil {
		return Verdicts{"tlog": verdict(err)}
	}
	tree := tlog.Tree{N: c.Size, Hash: root[0]}
	hashes, err := prove(tlog.TileHashReader(tree, shelf(c.Tiles)))
	made := make([][]byte, len(hashes))
	for i := range hashes {
		made[i] = hashes[i][:]
	}
	return Verdicts{"tlog": verdict(err, hexes(made)...)}
}
