// Command verifiers answers from modules that nobody of plenary wrote: golang.org/x/mod/sumdb,
// github.com/transparency-dev, filippo.io/torchwood and github.com/digitorus. It reads one JSON document of many cases
// from stdin and writes, for each, what each module says.
package main

import (
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
)

// A Case is one question; its kind says which of the fields count.
type Case struct {
	Kind string `json:"kind"`

	Body   []byte   `json:"body"`
	Bodies [][]byte `json:"bodies"`

	Leaf    []byte   `json:"leaf"`
	At      int64    `json:"at"`
	Old     int64    `json:"old"`
	Size    int64    `json:"size"`
	Proof   [][]byte `json:"proof"`
	OldRoot []byte   `json:"old_root"`
	Root    []byte   `json:"root"`

	Tiles map[string][]byte `json:"tiles"`
	Level int               `json:"level"`
	Width int               `json:"width"`

	Key       string   `json:"key"`
	Witnesses []string `json:"witnesses"`
	Note      []byte   `json:"note"`
	Receipt   []byte   `json:"receipt"`
	Extra     []byte   `json:"extra"`
	Policy    string   `json:"policy"`

	Text    string   `json:"text"`
	Signers []string `json:"signers"`

	Token        []byte   `json:"token"`
	Request      []byte   `json:"request"`
	Certificates [][]byte `json:"certificates"`
	Pem          []byte   `json:"pem"`
}

// A Verdict is what one module says: yes or no, why, and what it found on the way.
type Verdict struct {
	Accepts bool     `json:"accepts"`
	Said    string   `json:"said"`
	Found   []string `json:"found"`
}

// Verdicts are what several modules say about one case, by the name of the module.
type Verdicts map[string]Verdict

var kinds = map[string]func(Case) Verdicts{
	"leaf":              leafHash,
	"roots":             roots,
	"inclusion":         inclusion,
	"consistency":       consistency,
	"tile path":         tilePath,
	"prove inclusion":   proveInclusion,
	"prove consistency": proveConsistency,
	"key":               readKey,
	"checkpoint":        openCheckpoint,
	"cosigned":          openCosigned,
	"quorum":            quorum,
	"receipt":           openReceipt,
	"write receipt":     writeReceipt,
	"sign":              sign,
	"generate":          generate,
	"token":             token,
	"answer":            answer,
}

func main() {
	var asked []Case
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	answers := make([]Verdicts, len(asked))
	for i, each := range asked {
		answer, known := kinds[each.Kind]
		if !known {
			log.Fatalf("nobody answers a case of kind %q", each.Kind)
		}
		answers[i] = answer(each)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}

// verdict says yes unless there is an error.
func verdict(err error, found ...string) Verdict {
	if err != nil {
		return Verdict{Said: err.Error()}
	}
	return Verdict{Accepts: true, Found: found}
}

func hexes[Bytes ~[]byte](all []Bytes) []string {
	found := make([]string, len(all))
	for i, each := range all {
		found[i] = hex.EncodeToString(each)
	}
	return found
}
