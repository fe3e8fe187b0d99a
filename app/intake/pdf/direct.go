package pdf

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// direct asks pdfium about the characters and the lines of a page without go-pdfium,
// which takes room for each value of an answer and gives it back: nineteen calls into
// WebAssembly a character instead of four. go-pdfium still starts pdfium, opens the file
// and loads its pages; from the loading of a page it is seen where that page lies.
type direct struct {
	ctx        context.Context // of the instance: it ends with it
	mod        api.Module
	page, text uint64 // the page that was loaded last, and its text

	functions map[string]api.Function
	room      uint64 // where answers of more than one value are put
	stack     [6]uint64
	err       error // why pdfium answered no more, nil while it does
}

// loading is the function of pdfium that is watched.
const loading = "FPDFText_LoadPage"

// NewFunctionListener watches only the loading of pages; see experimental.FunctionListenerFactory.
func (d *direct) NewFunctionListener(of api.FunctionDefinition) experimental.FunctionListener {
	if slices.Contains(of.ExportNames(), loading) {
		return d
	}
	return nil
}

// Before is told which page is loaded, and by which instance.
func (d *direct) Before(ctx context.Context, mod api.Module, _ api.FunctionDefinition, params []uint64, _ experimental.StackIterator) {
	if mod != d.mod {
		*d = direct{mod: mod}
	}
	d.ctx, d.page, d.text = ctx, params[0], 0
}

// After is told where its text lies.
func (d *direct) After(_ context.Context, _ api.Module, _ api.FunctionDefinition, results []uint64) {
	d.text = results[0]
}

// Abort is told of a page that cannot be loaded; so is who asked for it.
func (d *direct) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}

var errNoAnswer = errors.New("pdfium answers no more")

// ready makes room for answers, once for each instance.
func (d *direct) ready() error {
	if d.mod == nil || d.text == 0 {
		return errNoAnswer
	}
	if d.functions == nil {
		const size = 64 // bytes: eight values
		d.functions = map[string]api.Function{}
		d.room = d.call("malloc", size)
	}
	if d.room == 0 {
		d.err = errors.Join(d.err, errNoAnswer)
	}
	return d.err
}

// call calls a function of pdfium. After one failed all answer 0.
func (d *direct) call(name string, params ...uint64) uint64 {
	if d.err != nil {
		return 0
	}
	f, known := d.functions[name]
	if !known {
		if f = d.mod.ExportedFunction(name); f == nil {
			d.err = errors.Join(errNoAnswer, errors.New(name))
			return 0
		}
		d.functions[name] = f
	}
	copy(d.stack[:], params)
	if d.err = f.CallWithStack(d.ctx, d.stack[:max(len(params), 1)]); d.err != nil {
		return 0
	}
	return d.stack[0]
}

// count calls a function that returns a number, 0 for one that is none.
func (d *direct) count(name string, params ...uint64) int {
	return max(int(int32(d.call(name, params...))), 0) // #nosec G115 -- WebAssembly has 32 bits
}

// says calls a function that returns yes or no.
func (d *direct) says(name string, params ...uint64) bool {
	return int32(d.call(name, params...)) != 0 // #nosec G115 -- WebAssembly has 32 bits
}

// single calls a function that returns a number of 4 bytes that may have a fraction.
func (d *direct) single(name string, params ...uint64) float64 {
	return float64(math.Float32frombits(uint32(d.call(name, params...)))) // #nosec G115 -- WebAssembly has 32 bits
}

// float is the i-th value of an answer, of those with 4 bytes.
func (d *direct) float(i uint32) float64 {
	v, _ := d.mod.Memory().ReadFloat32Le(uint32(d.room) + 4*i) // #nosec G115 -- WebAssembly has 32 bits
	return float64(v)
}

// double is the i-th value of an answer, of those with 8 bytes.
func (d *direct) double(i uint32) float64 {
	v, _ := d.mod.Memory().ReadFloat64Le(uint32(d.room) + 8*i) // #nosec G115 -- WebAssembly has 32 bits
	return v
}

// whole is the i-th value of an answer, of those that are numbers of 4 bytes.
func (d *direct) whole(i uint32) int {
	v, _ := d.mod.Memory().ReadUint32Le(uint32(d.room) + 4*i) // #nosec G115 -- WebAssembly has 32 bits
	return int(int32(v))                                      // #nosec G115 -- WebAssembly has 32 bits
}

// at is where the i-th value of an answer is put.
func (d *direct) at(i, size uint64) uint64 { return d.room + i*size }
