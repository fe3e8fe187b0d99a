// Package exchange is what comes from other workstations: packages to be
// taken in, histories that diverged, and files to be verified.
package exchange
