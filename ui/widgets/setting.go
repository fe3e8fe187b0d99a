package widgets

// Setting reads what this workstation keeps under a name, "" for nothing. That
// it cannot be read is only logged: nothing kept here is part of a report.
func Setting(w Host, name string) string {
	held, err := w.Service().Settings.Setting(w.Context(), name)
	if err != nil {
		w.Log().Error("read setting", "name", name, "error", err)
	}
	return held
}

// KeepSetting keeps a value under a name, for the next time. It says whether it
// could; where not, that is logged.
func KeepSetting(w Host, name, value string) bool {
	err := w.Service().Settings.SetSetting(w.Context(), name, value)
	if err != nil {
		w.Log().Error("keep setting", "name", name, "error", err)
	}
	return err == nil
}
