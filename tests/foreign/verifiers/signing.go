package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"

	"filippo.io/torchwood"
	keys "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// Kinds of keys, as C2SP signed-note numbers them.
const (
	plain       = 1
	cosignature = 4
)

// sign signs a text with private keys as Go writes them: the log's own kind by sumdb, cosignatures
// once by formats and once by torchwood, which knows but one kind of them.
func sign(c Case) Verdicts {
	return Verdicts{"formats": signed(c, formatsSigner), "torchwood": signed(c, torchwoodSigner)}
}

func signed(c Case, cosigner func(string) (note.Signer, error)) Verdict {
	signers := make([]note.Signer, len(c.Signers))
	for i, each := range c.Signers {
		_, kind, _, err := taken(each)
		if err == nil && kind == plain {
			signers[i], err = note.NewSigner(each)
		} else if err == nil {
			signers[i], err = cosigner(each)
		}
		if err != nil {
			return verdict(err)
		}
	}
	whole, err := note.Sign(&note.Note{Text: c.Text}, signers...)
	return verdict(err, string(whole))
}

func formatsSigner(skey string) (note.Signer, error) {
	return keys.NewSignerForCosignatureV1(skey)
}

func torchwoodSigner(skey string) (note.Signer, error) {
	return torchwoodCosigner(skey)
}

func torchwoodCosigner(skey string) (*torchwood.CosignatureSigner, error) {
	name, kind, seed, err := taken(skey)
	if err != nil {
		return nil, err
	}
	if kind != cosignature {
		return nil, errors.New("torchwood v0.6 knows cosignatures by Ed25519 only")
	}
	return torchwood.NewCosignatureSigner(name, ed25519.NewKeyFromSeed(seed))
}

// openCosigned opens a note with the key that torchwood has of a witness. It makes it from the
// private one: it reads no verifier key of this kind.
func openCosigned(c Case) Verdicts {
	signer, err := torchwoodCosigner(c.Signers[0])
	if err != nil {
		return Verdicts{"torchwood": verdict(err)}
	}
	key := signer.Verifier()
	read, err := note.Open(c.Note, note.VerifierList(key))
	if err != nil {
		return Verdicts{"torchwood": verdict(err)}
	}
	return Verdicts{"torchwood": verdict(nil, append(namesOf(read.Sigs), key.String())...)}
}

// generate makes keys by chance: private and public, of each kind.
func generate(c Case) Verdicts {
	private, public, err := note.GenerateKey(rand.Reader, c.Text)
	if err != nil {
		return Verdicts{"note": verdict(err)}
	}
	witness, err := keys.VKeyToCosignatureV1(public)
	privateMLDSA, publicMLDSA, mldsaErr := keys.GenerateMLDSAKey(c.Text)
	return Verdicts{
		"note":    verdict(nil, private, public),
		"formats": verdict(errors.Join(err, mldsaErr), private, witness, privateMLDSA, publicMLDSA),
	}
}

// taken is a private key taken apart: name, kind and seed.
func taken(skey string) (string, byte, []byte, error) {
	parts := strings.SplitN(skey, "+", 5)
	if len(parts) != 5 {
		return "", 0, nil, errors.New("a private key has five parts")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return "", 0, nil, errors.New("a private key is a kind and a seed")
	}
	return parts[2], raw[0], raw[1:], nil
}
