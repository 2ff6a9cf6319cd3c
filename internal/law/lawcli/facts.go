package lawcli

import (
	"flag"
	"fmt"
	"io"

	"tramway/internal/law"
)

func runFacts(args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("facts", flag.ContinueOnError)
	lang := f.String("lang", "en", "en, zh-HK or zh-CN")
	name, ok := parse(f, args, stderr)
	if !ok {
		return 2
	}
	topic, ok := law.TopicNamed(name)
	if !ok {
		complain(stderr, law.Bad("topic", law.CodeUnknownTopic, law.Text("value", name)), *lang)
		return 1
	}
	fmt.Fprintf(stdout, "%s\n\n", law.Phrase(*lang, topic.Title))
	writeKeys(stdout, law.KeysIn(topic.Keys, *lang), *lang, "  ")
	return 0
}

func writeKeys(w io.Writer, keys []law.GivenKey, lang, indent string) {
	for _, k := range keys {
		form := k.Type
		if k.List {
			form += " ..."
		}
		if k.Optional {
			form += ", " + law.Phrase(lang, "ui.optional")
		}
		fmt.Fprintf(w, "%s%s (%s): %s\n", indent, k.Name, form, k.Doc)
		for i, c := range k.Choices {
			fmt.Fprintf(w, "%s  %s: %s\n", indent, c, k.Labels[i])
		}
		writeKeys(w, k.Fields, lang, indent+"  ")
	}
}
