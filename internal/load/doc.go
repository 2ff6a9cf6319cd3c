// Package load measures the program from outside: how fast it starts, what it
// keeps in memory and what a message costs that a thousand people hear. It holds
// benchmarks only. The program runs as a process of its own, and so does what it
// is compared with; the sockets are held by the benchmark. Everything stays on the
// loopback address, has a fixed size and ends by itself.
//
// Floor: 7
package load
