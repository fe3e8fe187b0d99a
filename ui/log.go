package ui

func (o *opened) showRecord()  {}
func (o *opened) exportSheet() {}
