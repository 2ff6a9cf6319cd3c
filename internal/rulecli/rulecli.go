// Package rulecli is the command line of the rules for identifiers and for names:
// it answers a file of worked examples and compares. It promises one JSON line
// for each example and "N passed, N failed" as the last line on stdout, complaints
// on stderr, and to return 0 when all is well, 1 when an example failed, and 2
// when the command or the file was not understood. It reads no clock: the file
// says which day it is. Identifiers are secret and are not written.
//
// Floor: 2
package rulecli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// errShape says that a file is JSON but holds no examples of the kind asked for.
var errShape = errors.New("the file holds no list of examples of this kind")

// answered is an example after it was answered; it marshals to its line.
type answered interface{ passed() bool }

// read answers all examples of a file.
type read func(raw []byte) ([]answered, error)

// RunID runs "id"; args begin after that word.
func RunID(args []string, stdout, stderr io.Writer) int {
	return run("id", identifiers, args, stdout, stderr)
}

// RunName runs "name"; args begin after that word.
func RunName(args []string, stdout, stderr io.Writer) int {
	return run("name", names, args, stdout, stderr)
}

func run(command string, answer read, args []string, stdout, stderr io.Writer) int {
	if len(args) != 2 || args[0] != "check" {
		fmt.Fprintf(stderr, "usage:\n  %s check FILE    answer the examples in FILE and compare\n", command)
		return 2
	}
	raw, err := os.ReadFile(args[1])
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	list, err := answer(raw)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", args[1], err)
		return 2
	}
	return report(list, stdout, stderr)
}

func report(list []answered, stdout, stderr io.Writer) int {
	out := bufio.NewWriter(stdout)
	lines, failed := json.NewEncoder(out), 0
	lines.SetEscapeHTML(false)
	for _, a := range list {
		if !a.passed() {
			failed++
		}
		if err := lines.Encode(a); err != nil {
			fmt.Fprintln(stderr, err)
			return 2
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", len(list)-failed, failed)
	if err := out.Flush(); err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return min(failed, 1)
}
