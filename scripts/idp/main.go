// Command idp serves the provider of package ssotest on this machine, for the browser
// tests and for trying single sign-on out: idp ADDRESS BACK MAIL...
//
// Floor: 8
package main

import (
	"fmt"
	"os"

	"tramway/internal/sso/ssotest"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "idp ADDRESS BACK MAIL...")
		os.Exit(2)
	}
	p, err := ssotest.Listen(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i, mail := range os.Args[3:] {
		p.Knows(ssotest.Person{Subject: fmt.Sprintf("person-%d", i+1), Mail: mail, Verified: true})
	}
	fmt.Println(p.Issuer, ssotest.Client, ssotest.Secret)
	select {}
}
