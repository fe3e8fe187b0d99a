package keys

import (
	"crypto/ecdsa"
	"math/big"

	"github.com/emmansun/gmsm/sm2"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// verifyGenerically verifies a signature (GB/T 32918.2, 7.1) by arithmetic on big
// numbers, on none of the paths that the library has for points. All that is computed
// with is public, so that it need not take the same time for all.
func verifyGenerically(k *ecdsa.PublicKey, message, sig []byte) bool {
	r, s, ok := numbersOf(sig)
	if !ok {
		return false
	}
	digest, err := sm2.CalculateSM2Hash(k, message, nil)
	if err != nil {
		return false
	}
	c := k.Params()
	for _, x := range []*big.Int{r, s} {
		if x.Sign() <= 0 || x.Cmp(c.N) >= 0 {
			return false
		}
	}
	t := new(big.Int).Add(r, s)
	if t.Mod(t, c.N).Sign() == 0 {
		return false
	}
	f := field{c.P}
	//lint:ignore SA1019 the standard library encodes only points of its own curves
	sum := f.sumOf(point{c.Gx, c.Gy, big.NewInt(1)}, s, point{k.X, k.Y, big.NewInt(1)}, t)
	if sum.z.Sign() == 0 { // the point at infinity has no coordinate to compare
		return false
	}
	inverse := new(big.Int).ModInverse(sum.z, c.P)
	x := f.mul(sum.x, f.mul(inverse, inverse))
	x.Add(x, new(big.Int).SetBytes(digest))
	return x.Mod(x, c.N).Cmp(r) == 0
}

// numbersOf returns the two numbers of a signature, which is DER in the one way there
// is to write it.
func numbersOf(sig []byte) (r, s *big.Int, ok bool) {
	r, s = new(big.Int), new(big.Int)
	var inner cryptobyte.String
	in := cryptobyte.String(sig)
	ok = in.ReadASN1(&inner, asn1.SEQUENCE) && in.Empty() && inner.ReadASN1Integer(r) && inner.ReadASN1Integer(s) && inner.Empty()
	return r, s, ok
}

// field is the numbers modulo p, over which the curve y² = x³ - 3x + b lies.
type field struct{ p *big.Int }

// point is a point of the curve in Jacobian coordinates: x/z², y/z³. It is the one at
// infinity where z is 0.
type point struct{ x, y, z *big.Int }

func (f field) mul(a, b *big.Int) *big.Int {
	c := new(big.Int).Mul(a, b)
	return c.Mod(c, f.p)
}

// sub returns a - n·b, for small n.
func (f field) sub(a *big.Int, n uint, b *big.Int) *big.Int {
	c := new(big.Int).Mul(b, new(big.Int).SetUint64(uint64(n)))
	return c.Mod(c.Sub(a, c), f.p)
}

func (f field) double(a point) point {
	if a.z.Sign() == 0 {
		return a
	}
	zz, yy := f.mul(a.z, a.z), f.mul(a.y, a.y)
	xyy := f.mul(a.x, yy)
	slope := f.mul(f.sub(a.x, 1, zz), new(big.Int).Add(a.x, zz))
	slope.Mul(slope, big.NewInt(3))
	x := f.sub(f.mul(slope, slope), 8, xyy)
	y := f.mul(slope, f.sub(new(big.Int).Lsh(xyy, 2), 1, x))
	return point{x, f.sub(y, 8, f.mul(yy, yy)), f.mul(new(big.Int).Lsh(a.y, 1), a.z)}
}

func (f field) add(a, b point) point {
	switch {
	case a.z.Sign() == 0:
		return b
	case b.z.Sign() == 0:
		return a
	}
	aa, bb := f.mul(a.z, a.z), f.mul(b.z, b.z)
	u, s := f.mul(a.x, bb), f.mul(a.y, f.mul(bb, b.z))
	h, r := f.sub(f.mul(b.x, aa), 1, u), f.sub(f.mul(b.y, f.mul(aa, a.z)), 1, s)
	if h.Sign() == 0 && r.Sign() == 0 {
		return f.double(a)
	}
	hh := f.mul(h, h)
	hhh, v := f.mul(h, hh), f.mul(u, hh)
	x := f.sub(f.sub(f.mul(r, r), 1, hhh), 2, v)
	y := f.sub(f.mul(r, f.sub(v, 1, x)), 1, f.mul(s, hhh))
	return point{x, y, f.mul(f.mul(a.z, b.z), h)}
}

// sumOf returns m·a + n·b, both at once, from the highest bit on.
func (f field) sumOf(a point, m *big.Int, b point, n *big.Int) point {
	infinity := point{new(big.Int), new(big.Int), new(big.Int)}
	sums := [2][2]point{{infinity, b}, {a, f.add(a, b)}}
	sum := infinity
	for i := max(m.BitLen(), n.BitLen()) - 1; i >= 0; i-- {
		sum = f.add(f.double(sum), sums[m.Bit(i)][n.Bit(i)])
	}
	return sum
}
