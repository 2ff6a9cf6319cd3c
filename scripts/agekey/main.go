// Command agekey makes an age identity for the tests: the secret to standard
// output, the recipient to standard error.
package main

import (
	"fmt"
	"log"
	"os"

	"filippo.io/age"
)

func main() {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(k)
	fmt.Fprintln(os.Stderr, k.Recipient())
}
