// Package unlock opens documents of Office that were saved with a password: containers
// in which the whole document lies encrypted ([MS-OFFCRYPTO] 2.3.4). Both ways are
// known that Office, WPS and LibreOffice write for .docx and .xlsx, "standard" with
// AES and "agile" with AES in CBC mode.
//
// It is a reader of its own on the ciphers of the standard library: excelize knows both
// ways, but takes a wrong password of the first for a damaged file.
package unlock

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1" // #nosec G505 -- the format says so; it makes a key out of a password here
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash"
	"slices"
	"unicode/utf16"

	"nianbao/app/intake/archive"
)

// Reasons why a document stays shut; their texts are for the officer.
var (
	ErrPassword = errors.New("文件加了密码，请给出打开它的密码，或者在制作它的程序中取消密码，另存以后再读入")
	ErrWrong    = errors.New("文件的密码不对，请重新输入；密码分大小写")
	ErrMethod   = errors.New("文件是用本程序无法识别的方式加密的（例如权限管理），请在 Word 或者 WPS 中取消加密，另存以后再读入")
)

// readOnly is the password under which Excel saves workbooks that anybody may open.
const readOnly = "VelvetSweatshop"

// maxSpins is how often a key may be hashed: Office does it 100,000 times, which takes
// a tenth of a second.
const maxSpins = 2_000_000

// segment is how many bytes of a document are encrypted at a time.
const segment = 4096

// Document returns the document that lies in a container. info and sealed are the
// streams EncryptionInfo and EncryptedPackage. The error is one of this package, or
// archive.ErrDamaged; it is ErrPassword where no password was given.
func Document(info, sealed []byte, password string) ([]byte, error) {
	open, err := methodOf(info)
	if err != nil {
		return nil, err
	}
	return with(open, sealed, password)
}

// with opens a document in a way that is known.
func with(open method, sealed []byte, password string) ([]byte, error) {
	const head = 8 // bytes that say how long the document is
	if len(sealed) < head {
		return nil, archive.ErrDamaged
	}
	size := binary.LittleEndian.Uint64(sealed)
	body := sealed[head:]
	body = body[:len(body)/aes.BlockSize*aes.BlockSize]
	if size > uint64(len(body)) {
		return nil, archive.ErrDamaged
	}
	tried := password
	if password == "" {
		tried = readOnly
	}
	out, err := open(tried, body)
	switch {
	case errors.Is(err, ErrWrong) && password == "":
		return nil, ErrPassword
	case err != nil:
		return nil, err
	}
	return out[:size], nil
}

// method decrypts a document with a password. The error is ErrWrong or ErrMethod.
type method func(password string, body []byte) ([]byte, error)

func methodOf(info []byte) (method, error) {
	if len(info) < 8 {
		return nil, ErrMethod
	}
	major, minor := binary.LittleEndian.Uint16(info), binary.LittleEndian.Uint16(info[2:])
	switch {
	case major == 4 && minor == 4:
		return agile(info[8:])
	case major >= 2 && major <= 4 && minor == 2:
		return standard(info[8:])
	}
	return nil, ErrMethod
}

// wide returns a password as it is hashed: UTF-16, the lower byte first.
func wide(password string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(password)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

func number(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) } // #nosec G115 -- counts below maxSpins

func digest(of func() hash.Hash, parts ...[]byte) []byte {
	h := of()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// spun hashes a password with its salt, and the outcome again, spins times.
func spun(of func() hash.Hash, salt []byte, password string, spins int) []byte {
	sum := digest(of, salt, wide(password))
	h := of()
	var count [4]byte
	for i := range spins {
		binary.LittleEndian.PutUint32(count[:], uint32(i)) // #nosec G115 -- below maxSpins
		h.Reset()
		h.Write(count[:])
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum
}

// standard reads how a document was encrypted with AES block by block.
func standard(info []byte) (method, error) {
	const header, verifier, spins, aesLeast, aesMost = 32, 4 + 16 + 16 + 4 + 32, 50_000, 0x660e, 0x6610
	if len(info) < 4 {
		return nil, ErrMethod
	}
	size := int(binary.LittleEndian.Uint32(info))
	if size < header || size > len(info)-4-verifier {
		return nil, ErrMethod
	}
	head, proof := info[4:4+size], info[4+size:]
	cipherID, bits := binary.LittleEndian.Uint32(head[8:]), int(binary.LittleEndian.Uint32(head[16:]))
	if cipherID < aesLeast || cipherID > aesMost || !slices.Contains([]int{128, 192, 256}, bits) {
		return nil, ErrMethod
	}
	salt, sealed, sum := proof[4:20], proof[20:36], proof[40:72]
	return func(password string, body []byte) ([]byte, error) {
		last := digest(sha1.New, spun(sha1.New, salt, password, spins), number(0))
		key := append(padded(last, 0x36), padded(last, 0x5c)...)[:bits/8]
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, ErrMethod
		}
		plain := func(b []byte) []byte {
			out := make([]byte, len(b))
			for at := 0; at+aes.BlockSize <= len(b); at += aes.BlockSize {
				block.Decrypt(out[at:], b[at:at+aes.BlockSize])
			}
			return out
		}
		if subtle.ConstantTimeCompare(digest(sha1.New, plain(sealed)), plain(sum)[:sha1.Size]) != 1 {
			return nil, ErrWrong
		}
		return plain(body), nil
	}, nil
}

// padded is a hash of a key's source laid over a block of one byte.
func padded(sum []byte, with byte) []byte {
	const width = 64
	block := bytes.Repeat([]byte{with}, width)
	for i, b := range sum {
		block[i] ^= b
	}
	return digest(sha1.New, block)
}

// encryption is what a container says of how its document was encrypted.
type encryption struct {
	Data key `xml:"keyData"`
	Keys []struct {
		Key struct {
			key
			Spins    int      `xml:"spinCount,attr"`
			Verifier binary64 `xml:"encryptedVerifierHashInput,attr"`
			Sum      binary64 `xml:"encryptedVerifierHashValue,attr"`
			Value    binary64 `xml:"encryptedKeyValue,attr"`
		} `xml:"http://schemas.microsoft.com/office/2006/keyEncryptor/password encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`
}

// key is how something was encrypted.
type key struct {
	SaltSize  int      `xml:"saltSize,attr"`
	BlockSize int      `xml:"blockSize,attr"`
	Bits      int      `xml:"keyBits,attr"`
	HashSize  int      `xml:"hashSize,attr"`
	Cipher    string   `xml:"cipherAlgorithm,attr"`
	Chaining  string   `xml:"cipherChaining,attr"`
	Hash      string   `xml:"hashAlgorithm,attr"`
	Salt      binary64 `xml:"saltValue,attr"`
}

// binary64 is bytes that are written as base64.
type binary64 []byte

// UnmarshalText reads them.
func (b *binary64) UnmarshalText(text []byte) error {
	raw, err := base64.StdEncoding.DecodeString(string(text))
	*b = raw
	return err
}

// known returns the hash of a key, nil where something of it is not known here.
func (k *key) known() func() hash.Hash {
	hashes := map[string]func() hash.Hash{"SHA1": sha1.New, "SHA-1": sha1.New, "SHA256": sha256.New, "SHA384": sha512.New384, "SHA512": sha512.New}
	of := hashes[k.Hash]
	if of == nil || k.Cipher != "AES" || k.Chaining != "ChainingModeCBC" || k.BlockSize != aes.BlockSize ||
		!slices.Contains([]int{128, 192, 256}, k.Bits) || len(k.Salt) == 0 || len(k.Salt) > 1024 {
		return nil
	}
	return of
}

// What a key is made for, by which no two are the same.
var (
	forVerifier = []byte{0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79}
	forSum      = []byte{0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e}
	forValue    = []byte{0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6}
)

// agile reads how a document was encrypted in segments, of which an XML tells.
func agile(info []byte) (method, error) {
	var e encryption
	if err := xml.Unmarshal(bytes.TrimRight(info, "\x00"), &e); err != nil || len(e.Keys) == 0 {
		return nil, ErrMethod
	}
	with := e.Keys[0].Key
	of, ofData := with.known(), e.Data.known()
	if of == nil || ofData == nil || with.Spins < 0 || with.Spins > maxSpins || with.SaltSize != len(with.Salt) {
		return nil, ErrMethod
	}
	return func(password string, body []byte) ([]byte, error) {
		last := spun(of, with.Salt, password, with.Spins)
		plain := func(what, sealed []byte) []byte {
			return decrypted(sized(digest(of, last, what), with.Bits/8), sized(with.Salt, aes.BlockSize), sealed)
		}
		verifier, sum := plain(forVerifier, with.Verifier), plain(forSum, with.Sum)
		size := of().Size()
		if len(verifier) < with.SaltSize || len(sum) < size || len(with.Value) < with.Bits/8 {
			return nil, ErrMethod
		}
		if subtle.ConstantTimeCompare(digest(of, verifier[:with.SaltSize]), sum[:size]) != 1 {
			return nil, ErrWrong
		}
		secret := plain(forValue, with.Value)
		if len(secret) < e.Data.Bits/8 {
			return nil, ErrMethod
		}
		out := make([]byte, 0, len(body))
		for i, part := range slices.Collect(slices.Chunk(body, segment)) {
			out = append(out, decrypted(secret[:e.Data.Bits/8], sized(digest(ofData, e.Data.Salt, number(i)), aes.BlockSize), part)...)
		}
		return out, nil
	}, nil
}

// sized cuts bytes, or fills them up, to a length.
func sized(b []byte, length int) []byte {
	const filling = 0x36
	out := bytes.Repeat([]byte{filling}, length)
	copy(out, b)
	return out
}

// decrypted returns what was encrypted in CBC mode, nil where that cannot be.
func decrypted(key, start, sealed []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil || len(sealed)%aes.BlockSize != 0 {
		return nil
	}
	out := make([]byte, len(sealed))
	cipher.NewCBCDecrypter(block, start).CryptBlocks(out, sealed)
	return out
}
