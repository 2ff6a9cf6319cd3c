// Package lawcli is the command line of the law engine: check a file of
// examples, explain one question, list the facts it takes, print the holidays of a year. It promises to
// write answers to stdout and complaints to stderr, to read no clock, and to
// return 0 when all is well, 1 when an example failed or a fact was bad, and 2
// when the command was not understood.
//
// Floor: 1
package lawcli

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"tramway/internal/law"
	"tramway/internal/law/check"
)

const usage = `usage:
  law check FILE                                    answer the examples in FILE and compare
  law explain TOPIC --given JSON [--lang LANG]      show one computation with its working
  law facts TOPIC [--lang LANG]                     list the facts a topic takes and what they mean
  law holidays YEAR [--ics] [--lang LANG] [--option christmas|winter_solstice]
`

// Run runs one command; args begin after the word "law".
func Run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return 2
	}
	out := bufio.NewWriter(stdout)
	defer out.Flush()
	switch args[0] {
	case "check":
		return runCheck(args[1:], out, stderr)
	case "explain":
		return runExplain(args[1:], out, stderr)
	case "facts":
		return runFacts(args[1:], out, stderr)
	case "holidays":
		return runHolidays(args[1:], out, stderr)
	}
	fmt.Fprint(stderr, usage)
	return 2
}

// parse lets flags stand before or after the one word a command takes.
func parse(f *flag.FlagSet, args []string, stderr io.Writer) (word string, ok bool) {
	f.SetOutput(stderr)
	f.Usage = func() { fmt.Fprint(stderr, usage) }
	if f.Parse(args) != nil || f.NArg() == 0 {
		if f.NArg() == 0 {
			f.Usage()
		}
		return "", false
	}
	word = f.Arg(0)
	if f.Parse(f.Args()[1:]) != nil || f.NArg() > 0 {
		f.Usage()
		return "", false
	}
	return word, true
}

func runCheck(args []string, stdout, stderr io.Writer) int {
	file, ok := parse(flag.NewFlagSet("check", flag.ContinueOnError), args, stderr)
	if !ok {
		return 2
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	examples, err := check.ReadExamples(raw)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	failed, err := report(examples, stdout)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return min(failed, 1)
}

func report(examples []check.Example, stdout io.Writer) (failed int, err error) {
	for _, e := range examples {
		o := e.Run()
		line, err := o.JSON()
		if err != nil {
			return failed, err
		}
		if !o.Pass {
			failed++
		}
		fmt.Fprintf(stdout, "%s\n", line)
	}
	fmt.Fprintf(stdout, "%d passed, %d failed\n", len(examples)-failed, failed)
	return failed, nil
}

func runExplain(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("explain", flag.ContinueOnError)
	facts := f.String("given", "{}", "the facts as a JSON object")
	lang := f.String("lang", "en", "en, zh-HK or zh-CN")
	topic, ok := parse(f, args, stderr)
	if !ok {
		return 2
	}
	a, err := check.Ask(topic, []byte(*facts))
	if err != nil {
		complain(stderr, err, *lang)
		return 1
	}
	fmt.Fprintf(stdout, "%s\n\n", law.Phrase(*lang, "topic."+topic))
	if err := writeFigures(stdout, a.Figures, *lang); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	writeWorking(stdout, a.Working, *lang)
	return 0
}

// complain shows a bad fact in the reader's language.
func complain(stderr io.Writer, err error, lang string) {
	var bad *law.InputError
	if errors.As(err, &bad) {
		fmt.Fprintf(stderr, "%s (%s)\n", bad.Text(lang), bad.Code)
		return
	}
	fmt.Fprintln(stderr, err)
}
