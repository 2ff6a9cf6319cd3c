// Command staff writes a workbook of made-up people to standard output, as a
// company would export it, for the browser tests: 500 good rows and two bad ones.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/xuri/excelize/v2"
)

func main() {
	f := excelize.NewFile()
	rows := [][]any{{"Staff no.", "Name", "中文姓名", "Email", "Phone", "Department", "Title", "Manager"}}
	for i := range 500 {
		rows = append(rows, []any{fmt.Sprintf("K%03d", i+1), fmt.Sprintf("KOWLOON Worker %d", i+1), fmt.Sprintf("九龍員工%d", i+1),
			fmt.Sprintf("worker%d@kowloon.example", i+1), fmt.Sprintf("+852 6%07d", 2000000+i*37), []string{"Office", "Workshop/Day", "Workshop/Night"}[i%3], "Technician", "K001"})
	}
	rows = append(rows, []any{"K900", "BAD Mail", "", "not a mail", "", "", "", ""}, []any{"K001", "TWICE Listed", "", "", "", "", "", ""})
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &r)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	if err := f.Write(os.Stdout); err != nil {
		log.Fatal(err)
	}
}
