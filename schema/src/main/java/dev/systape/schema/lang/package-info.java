/**
 * The description language and its compiler, which run at build time.
 *
 * <p>In: the text files in {@code src/main/descriptions}, one line a call. Out: the capture plans
 * ({@code dev.systape.schema.plan}) and the type model ({@code dev.systape.schema.model}) as binary
 * resources. A wrong line fails the build with the file, the line, the column, and what was
 * expected. The files are read once for each ABI: an item with ABIs behind its name is for these
 * alone, and outranks one of the same name without.
 *
 * <pre>
 * file      = { group | flags | enum | struct | union | extend | call }
 * group     = "group" NAME
 * flags     = "flags" NAME abis [ UNKNOWN ] "{" { NAME "=" NUMBER | field | "all" NAME } "}"
 * field     = "mask" NUMBER ( [ UNKNOWN ] "{" { NAME "=" NUMBER } "}" | "shift" NAME )
 * enum      = "enum" NAME abis [ UNKNOWN ] "{" { NAME "=" NUMBER | "all" NAME } "}"
 * struct    = "struct" NAME abis "{" { NAME member [ "if" condition ] [ "verbose" | "nonzero" | "hidden" | "after" | "along" ] ";" } "}"
 * member    = type | type "[" NUMBER "]" | "char" "[" NUMBER "]" | "trailing" [ type ] "[" length "]" | "same" NAME
 *           | "quoted" [ "hex" ] "[" NUMBER "," length [ "ended" ] "]" | type "[" NUMBER "," length "]"
 * union     = "union" NAME abis cases
 * extend    = "extend" NAME abis ( "{" what a flags or an enum holds "}" | "{" cases of a union without else "}" )
 * call      = NAME abis "(" [ parameter { "," parameter } ] ")" [ "-&gt;" type ] { "%" GROUP }
 * abis      = [ ":" ABI { "," ABI } ]
 * parameter = NAME ( type | "loff" | "lohi" | "hilo" ) [ "if" condition ]
 * condition = NAME "&amp;" mask [ "==" value ] | NAME "==" value
 * mask      = value | "(" value { "|" value } ")"
 * value     = NUMBER | NAME-IN-A-FLAGS-OR-ENUM
 * NAME      = in a flags or an enum also any text in double quotes
 * type      = single [ "=&gt;" [ "always" ] single ]
 * single    = WORD | ENUM [ ":" WIDTH ] | FLAGS [ ":" WIDTH ] | "path" | "string" | "strings"
 *           | ( WORD | ENUM | FLAGS | STRUCT ) "[" direction [ "always" ] [ "," length ] "]"
 *           | "bytes" "[" direction [ "whole" | "framed" ] "," length "]" | "msghdr" "[" direction "]"
 *           | ( "opaque" | "sockaddr" | "iovec" | "mmsghdr" ) "[" direction "," length "]"
 *           | "sized" STRUCT "[" direction "," length [ "from" NUMBER ] [ "padded" [ "as" NAME ] ] "]" | "pointers" STRUCT "[" direction "," length "]"
 *           | "stack" "[" NUMBER "]" type | attribute
 *           | "iocdata" [ "[" PARAMETER "]" ] | "by" PARAMETER [ "&amp;" NUMBER ] ( cases | UNION )
 * attribute = [ STRUCT ] "nested" ( ENUM | FLAGS ) [ UNION ] | "each" single [ "by" ENUM ]
 * cases     = "{" [ "all" UNION ";" ] { value { "," value } type ";" } "else" type "}"
 * direction = "in" | "out" | "inout"
 * length    = NUMBER | PARAMETER | "@ret" | "@arg" "(" NUMBER ")" | "@ioc" "(" PARAMETER ")" | "*" PARAMETER [ "@exit" ]
 *           | "bits" "(" length ")" | "min" "(" length "," length ")"
 * </pre>
 *
 * <p>A width of 0 is that of a pointer. {@code loff} is a 64-bit number that takes two argument
 * words where words have 32 bits, {@code lohi} and {@code hilo} one that takes two everywhere.
 * {@code always} is read also where the call failed. In a struct, a field may be a pointer, whose
 * lengths name fields of that struct, or a union, which an earlier field selects (with a pointer as
 * its {@code else} only beside the one case 0); the fields of a union with the name {@code _} stand
 * among the struct's own. {@code sized} is a struct of which the call says how long the program's
 * is, {@code pointers} an array of pointers to structs. {@code stack} is what lies so many bytes
 * above the stack pointer and takes no argument. {@code framed} bytes are captured whole where they
 * begin as netlink messages do. {@code trailing} elements follow the struct in memory;
 * {@code @arg(2)} is the call's third argument. UNKNOWN, in double quotes, is what is said of a
 * value without a name, where the names do not tell; {@code %d} and {@code %u} are the value itself
 * as a number, with a sign and without. What stands behind {@code %u} is said beside the number.
 * {@code quoted} are bytes of which an earlier field says how many count, with {@code hex} in
 * hexadecimal. {@code same} is where an earlier field is written, which is hidden at its own place.
 * What stands before a {@code =>} is at entry what stands behind it is at exit. {@code after} is a
 * field that the kernel writes to a struct whose other fields are the program's: it is as it was at
 * exit, and is left out where the call failed. {@code padded} is a struct of which all that lies
 * behind its size counts as zero; its fields are written from their first byte on, those {@code
 * along} with the one before them, and together as {@code NAME={...}} where they have a name.
 * {@code all} are the names of another set, or the cases of another union but for those that stand
 * here.
 *
 * <p>A union may tell what the values of netlink attributes are, by their numbers: words, names,
 * structs, strings in place ({@code string}), {@code each} for an array that fills the value, whose
 * positions a set may name, and {@code nested} for attributes in it, behind a struct where one
 * stands before it. Names of width 0 are those of a number as long as the value is. The names of
 * these are those of the set; a union named like it with {@code _value} behind, if there is one, or
 * the one that is stated tells their types, which may nest the same set again.
 */
package dev.systape.schema.lang;
