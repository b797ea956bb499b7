package main

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// token says whether a time-stamp holds over a text by the given certificates, the one that signs
// first and the root last, and what time it states.
func token(c Case) Verdicts {
	return Verdicts{"timestamp": verdictOf(c)}
}

func verdictOf(c Case) Verdict {
	chain, err := certificates(c.Certificates)
	if err != nil {
		return verdict(err)
	}
	signed, err := pkcs7.Parse(c.Token)
	if err != nil {
		return verdict(err)
	}
	stated, err := timestamp.Parse(c.Token)
	if err != nil {
		return verdict(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(chain[len(chain)-1])
	signed.Certificates = append(signed.Certificates, chain[0])
	options := x509.VerifyOptions{
		Roots:       roots,
		CurrentTime: stated.Time,
		KeyUsages:   []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	}
	if err := signed.VerifyWithOpts(options); err != nil {
		return verdict(err)
	}
	digest := sha256.Sum256([]byte(c.Text))
	if stated.HashAlgorithm != crypto.SHA256 || !bytes.Equal(stated.HashedMessage, digest[:]) {
		return verdict(errors.New("it is over another text"))
	}
	return verdict(nil, stated.Time.UTC().Format(time.RFC3339))
}

// answer answers a request as an authority with this key does.
func answer(c Case) Verdicts {
	return Verdicts{"timestamp": answered(c)}
}

func answered(c Case) Verdict {
	chain, err := certificates(c.Certificates)
	if err != nil {
		return verdict(err)
	}
	block, _ := pem.Decode(c.Pem)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return verdict(err)
	}
	asked, err := timestamp.ParseRequest(c.Request)
	if err != nil {
		return verdict(err)
	}
	granted := timestamp.Timestamp{
		HashAlgorithm:     asked.HashAlgorithm,
		HashedMessage:     asked.HashedMessage,
		Nonce:             asked.Nonce,
		Time:              time.Now(),
		Accuracy:          time.Second,
		Policy:            []int{1, 2, 3, 4, 1},
		AddTSACertificate: asked.Certificates,
	}
	raw, err := granted.CreateResponseWithOpts(chain[0], key.(crypto.Signer), crypto.SHA256)
	return verdict(err, hexes([][]byte{raw})...)
}

func certificates(raw [][]byte) ([]*x509.Certificate, error) {
	found := make([]*x509.Certificate, len(raw))
	for i, each := range raw {
		var err error
		if found[i], err = x509.ParseCertificate(each); err != nil {
			return nil, err
		}
	}
	return found, nil
}
