package main

import (
	"errors"
	"fmt"

	"filippo.io/torchwood"
	formats "github.com/transparency-dev/formats/log"
	keys "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
)

// readKey reads a verifier key; a module that does not know its kind refuses it.
func readKey(c Case) Verdicts {
	return Verdicts{"note": named(note.NewVerifier(c.Key)), "formats": named(keys.NewVerifier(c.Key))}
}

func named(key note.Verifier, err error) Verdict {
	if err != nil {
		return verdict(err)
	}
	return verdict(nil, nameOf(key.Name(), key.KeyHash()))
}

func nameOf(name string, hash uint32) string {
	return fmt.Sprintf("%s+%08x", name, hash)
}

func namesOf(signatures []note.Signature) []string {
	var names []string
	for _, each := range signatures {
		names = append(names, nameOf(each.Name, each.Hash))
	}
	return names
}

// openCheckpoint opens a note with the key of the log alone, and with those of witnesses too.
func openCheckpoint(c Case) Verdicts {
	return Verdicts{
		"note":      openWith(c, note.NewVerifier),
		"torchwood": openWith(c, keys.NewVerifier, torchwoodReads(c)),
		"formats":   openFormats(c),
	}
}

// openWith opens a note with the key of the log; then the checks look at its text.
func openWith(c Case, read func(string) (note.Verifier, error), checks ...func(string) error) Verdict {
	key, err := read(c.Key)
	if err != nil {
		return verdict(err)
	}
	opened, err := note.Open(c.Note, note.VerifierList(key))
	if err != nil {
		return verdict(err)
	}
	for _, check := range checks {
		err = errors.Join(err, check(opened.Text))
	}
	return verdict(err, namesOf(opened.Sigs)...)
}

func torchwoodReads(c Case) func(string) error {
	return func(text string) error {
		read, err := torchwood.ParseCheckpoint(text)
		if err == nil && read.String() != text {
			err = errors.New("the checkpoint is spelt otherwise")
		}
		return err
	}
}

func openFormats(c Case) Verdict {
	_, names, err := parsed(c.Note, c.Key, c.Witnesses)
	return verdict(err, names...)
}

// parsed opens a checkpoint whose origin is the name of the log's key.
func parsed(signed []byte, key string, witnesses []string) (*formats.Checkpoint, []string, error) {
	log, err := keys.NewVerifier(key)
	if err != nil {
		return nil, nil, err
	}
	others := make([]note.Verifier, len(witnesses))
	for i, each := range witnesses {
		if others[i], err = keys.NewVerifier(each); err != nil {
			return nil, nil, err
		}
	}
	checkpoint, _, opened, err := formats.ParseCheckpoint(signed, log.Name(), log, others...)
	if err != nil {
		return nil, nil, err
	}
	return checkpoint, namesOf(opened.Sigs), nil
}

// quorum says whether the witnesses of a policy suffice.
func quorum(c Case) Verdicts {
	policy, err := witness.ParsePolicy([]byte(c.Policy))
	if err == nil && !policy.Satisfied(c.Note) {
		err = errors.New("the quorum is not met")
	}
	return Verdicts{"formats": verdict(err)}
}
