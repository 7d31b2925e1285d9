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
 * file      = { group | flags | enum | struct | union | call }
 * group     = "group" NAME
 * flags     = "flags" NAME abis "{" { NAME "=" NUMBER | "mask" NUMBER "{" { NAME "=" NUMBER } "}" } "}"
 * enum      = "enum" NAME abis "{" { NAME "=" NUMBER } "}"
 * struct    = "struct" NAME abis "{" { NAME ( type | type "[" NUMBER "]" | "char" "[" NUMBER "]" ) [ "verbose" ] ";" } "}"
 * union     = "union" NAME abis cases
 * call      = NAME abis "(" [ parameter { "," parameter } ] ")" [ "-&gt;" type ] { "%" GROUP }
 * abis      = [ ":" ABI { "," ABI } ]
 * parameter = NAME ( type | "loff" | "lohi" | "hilo" ) [ "if" NAME "&amp;" mask [ "==" value ] ]
 * mask      = value | "(" value { "|" value } ")"
 * value     = NUMBER | NAME-IN-A-FLAGS-OR-ENUM
 * type      = WORD | ENUM [ ":" WIDTH ] | FLAGS [ ":" WIDTH ] | "path" | "string" | "strings"
 *           | ( WORD | ENUM | FLAGS | STRUCT ) "[" direction [ "always" ] [ "," length ] "]"
 *           | "bytes" "[" direction [ "whole" ] "," length "]" | "msghdr" "[" direction "]"
 *           | ( "opaque" | "sockaddr" | "iovec" | "mmsghdr" ) "[" direction "," length "]"
 *           | "iocdata" "[" PARAMETER "]" | "by" PARAMETER [ "&amp;" NUMBER ] ( cases | UNION )
 * cases     = "{" { value { "," value } type ";" } "else" type "}"
 * direction = "in" | "out" | "inout"
 * length    = NUMBER | PARAMETER | "@ret" | "@ioc" "(" PARAMETER ")" | "*" PARAMETER [ "@exit" ]
 *           | "bits" "(" length ")" | "min" "(" length "," length ")"
 * </pre>
 *
 * <p>A width of 0 is that of a pointer. {@code loff} is a 64-bit number that takes two argument
 * words where words have 32 bits, {@code lohi} and {@code hilo} one that takes two everywhere.
 * {@code always} is read also where the call failed. In a struct, a field may be a pointer, whose
 * lengths name fields of that struct.
 */
package dev.systape.schema.lang;
