package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// The names in the list are those of SPDX 2.3.
type (
	sbom struct {
		Version      string        `json:"spdxVersion"`
		License      string        `json:"dataLicense"`
		ID           string        `json:"SPDXID"`
		Name         string        `json:"name"`
		Namespace    string        `json:"documentNamespace"`
		Creation     creation      `json:"creationInfo"`
		Packages     []spdxPackage `json:"packages"`
		Relations    []relation    `json:"relationships"`
		Extracted    []extracted   `json:"hasExtractedLicensingInfos,omitempty"`
		DescribesIDs []string      `json:"documentDescribes"`
	}
	creation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
	}
	spdxPackage struct {
		ID        string      `json:"SPDXID"`
		Name      string      `json:"name"`
		Version   string      `json:"versionInfo,omitempty"`
		Download  string      `json:"downloadLocation"`
		Analyzed  bool        `json:"filesAnalyzed"`
		Concluded string      `json:"licenseConcluded"`
		Declared  string      `json:"licenseDeclared"`
		Copyright string      `json:"copyrightText"`
		Refs      []reference `json:"externalRefs,omitempty"`
	}
	reference struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	relation struct {
		Element string `json:"spdxElementId"`
		Type    string `json:"relationshipType"`
		Related string `json:"relatedSpdxElement"`
	}
	extracted struct {
		ID   string `json:"licenseId"`
		Text string `json:"extractedText"`
	}
)

const (
	programID = "SPDXRef-nianbao"
	unlisted  = "LicenseRef-" // before a licence that SPDX does not list
)

// notListed are the kinds of licences that SPDX has no name for.
var notListed = map[string]bool{"public domain": true, "AGG-2.3": true}

// spdxOf writes a kind of licence as SPDX does.
func spdxOf(kind string) string {
	if notListed[kind] {
		return unlisted + notID.ReplaceAllString(kind, "-")
	}
	return kind
}

var notID = regexp.MustCompile(`[^A-Za-z0-9.]+`)

func writeSBOM(path string, works []work) error {
	made := time.Now().UTC()
	if epoch, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		made = time.Unix(epoch, 0).UTC()
	}
	text, err := json.MarshalIndent(sbomOf(works, os.Getenv("VERSION"), made), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644) // #nosec G306 -- is handed out
}

// sbomOf lists the program and all that it contains: a work under several licences once,
// with all of them.
func sbomOf(works []work, version string, made time.Time) *sbom {
	if version == "" {
		version = "0"
	}
	out := &sbom{
		Version: "SPDX-2.3", License: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: "nianbao-" + version,
		Creation:     creation{made.Format(time.RFC3339), []string{"Tool: nianbao-licences"}},
		DescribesIDs: []string{programID},
	}
	out.Packages = []spdxPackage{{ID: programID, Name: "nianbao", Version: version, Download: "NOASSERTION", Concluded: "MulanPSL-2.0", Declared: "MulanPSL-2.0", Copyright: "NOASSERTION"}}
	out.Relations = []relation{{out.ID, "DESCRIBES", programID}}
	at := map[string]int{} // of a work among the packages
	texts := map[string]bool{}
	for _, w := range works {
		license := spdxOf(w.kind)
		if strings.HasPrefix(license, unlisted) && !texts[license] {
			texts[license] = true
			out.Extracted = append(out.Extracted, extracted{license, tidy(w.text)})
		}
		if strings.Contains(license, " WITH ") {
			license = "(" + license + ")"
		}
		if i, known := at[w.name]; known {
			if p := &out.Packages[i]; !strings.Contains(p.Declared, license) {
				p.Declared += " AND " + license
				p.Concluded = p.Declared
			}
			continue
		}
		at[w.name] = len(out.Packages)
		p := packageOf(w.name, license)
		out.Packages = append(out.Packages, p)
		out.Relations = append(out.Relations, relation{programID, "CONTAINS", p.ID})
	}
	sum := sha256.Sum256(write(works))
	out.Namespace = fmt.Sprintf("https://spdx.org/spdxdocs/nianbao-%s-%s", version, hex.EncodeToString(sum[:8]))
	return out
}

// packageOf tells of one work; that of a module has its address for tools that look
// up known faults.
func packageOf(name, license string) spdxPackage {
	p := spdxPackage{Name: name, Download: "NOASSERTION", Concluded: license, Declared: license, Copyright: "NOASSERTION"}
	if module, version, found := strings.Cut(name, " "); found && strings.HasPrefix(version, "v") && strings.Contains(module, "/") {
		p.Name, p.Version = module, version
		p.Refs = []reference{{"PACKAGE-MANAGER", "purl", "pkg:golang/" + module + "@" + version}}
	}
	if name == "Go" {
		p.Version = strings.TrimPrefix(runtime.Version(), "go")
	}
	if b, found := builtIn[name]; found {
		b.into(&p)
	}
	sum := sha256.Sum256([]byte(name))
	p.ID = "SPDXRef-" + strings.Trim(notID.ReplaceAllString(p.Name, "-"), "-") + "-" + hex.EncodeToString(sum[:3])
	return p
}
