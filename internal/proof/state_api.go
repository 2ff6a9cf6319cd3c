package proof

import (
	"context"
	"encoding/hex"
	"errors"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/record"
)

type stateOut struct {
	Body struct {
		Size         int64      `json:"size" doc:"entries under the last signature"`
		Root         string     `json:"root" doc:"hex"`
		Checkpoint   string     `json:"checkpoint" doc:"C2SP tlog-checkpoint, signed note"`
		CheckpointAt *time.Time `json:"checkpoint_at"`
		VerifierKey  string     `json:"verifier_key" doc:"what an outsider has to trust"`
		KeySince     *time.Time `json:"key_since" doc:"when this key began to sign"`
		EarlierKeys  int        `json:"earlier_keys" doc:"how many keys signed before"`
		Verified     string     `json:"verified" enum:"whole,broken,checking"`
		CheckedAt    *time.Time `json:"checked_at"`
	}
}

// maxEvidence has room for the largest bundle as JSON: an entry with every quote
// escaped, and the handovers of the key.
const maxEvidence = 1 << 20

type verifyOut struct {
	Body struct {
		OK         bool   `json:"ok"`
		FailedStep string `json:"failed_step" doc:"entry, salt, proof, checkpoint, signature, key"`
		Entry      *Entry `json:"entry"`
	}
}

func (m *Module) stateRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/state", "Is the record whole", Read), m.state)
	verify := route("POST", "/verify", "Check a piece of evidence", Read)
	verify.MaxBody = maxEvidence
	httpapi.Handle(s, verify, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Bundle string `json:"bundle" maxLength:"1000000"`
		}
	}) (*verifyOut, error) {
		b, err := record.ParseBundle([]byte(in.Body.Bundle))
		if err != nil {
			return nil, fault.Bad("body.bundle", "invalid_bundle")
		}
		key, err := ownKey(ctx, c.Org, b)
		if err != nil {
			return nil, err
		}
		e, _, err := record.Verify(b, key)
		out := &verifyOut{}
		if out.Body.OK = err == nil; out.Body.OK {
			shown := Entry{ID: e.ID, At: time.UnixMicro(e.At).UTC(), Index: &b.Index, Integrated: true}.filled(e)
			out.Body.Entry = &shown
		} else {
			out.Body.FailedStep = failedStep(err)
		}
		return out, nil
	})
	httpapi.Handle(s, route("GET", "/offline-page", "The page that checks evidence without a network", Read), func(context.Context, *httpapi.Call, *struct{}) (*textOut, error) {
		return &textOut{"text/html; charset=utf-8", `attachment; filename="tramway-verify.html"`, record.VerifyPage()}, nil
	})
}

func (m *Module) state(ctx context.Context, c *httpapi.Call, _ *struct{}) (*stateOut, error) {
	text, at, head, err := c.Org.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := c.Org.LogKeys(ctx)
	if err != nil {
		return nil, err
	}
	key := keys[len(keys)-1]
	out := &stateOut{}
	b := &out.Body
	b.Size, b.Root, b.Checkpoint, b.VerifierKey = head.Size, hex.EncodeToString(head.Root[:]), text, key.VerifierKey
	b.KeySince, b.EarlierKeys = moment(key.Since), len(keys)-1
	if at != 0 {
		t := at.Time()
		b.CheckpointAt = &t
	}
	var checked time.Time
	if b.Verified, checked = m.verified(c.Org); !checked.IsZero() {
		b.CheckedAt = &checked
	}
	return out, nil
}

// failedStep names what did not hold. An error may be of two kinds (nobody can
// tell an altered entry from an altered salt): the first here is named.
func failedStep(err error) string {
	for _, step := range []struct {
		name string
		kind error
	}{{"entry", record.ErrEntry}, {"salt", record.ErrSalt}, {"proof", record.ErrProof}, {"checkpoint", record.ErrCheckpoint}, {"signature", record.ErrSignature}} {
		if errors.Is(err, step.kind) {
			return step.name
		}
	}
	return "key"
}
