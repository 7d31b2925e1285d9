/**
 * The description language and its compiler, which run at build time.
 *
 * <p>In: the text files in {@code src/main/descriptions}, one line a call. Out: the capture plans
 * ({@code dev.systape.schema.plan}) and the type model ({@code dev.systape.schema.model}) as binary
 * resources. A wrong line fails the build with the file, the line, the column, and what was
 * expected.
 *
 * <pre>
 * file    = { flags | enum | struct | call }
 * flags   = "flags" NAME "{" { NAME "=" NUMBER | "mask" NUMBER "{" { NAME "=" NUMBER } "}" } "}"
 * enum    = "enum" NAME "{" { NAME "=" NUMBER } "}"
 * struct  = "struct" NAME "{" { NAME type [ "[" NUMBER "]" ] [ "verbose" ] ";" } "}"
 * call    = NAME [ ":" ABI { "," ABI } ] "(" [ parameter { "," parameter } ] ")" [ "->" type ] { "%" GROUP }
 * parameter = NAME type [ "if" NAME "&amp;" NUMBER [ "==" NUMBER ] ]
 * type    = WORD | FLAGS [ ":" WIDTH ] | "path" | "string" | STRUCT "[" direction [ "always" ] [ "," length ] "]" | "iocdata" "[" PARAMETER "]"
 *         | ( "bytes" | "opaque" | "sockaddr" | "iovec" | "mmsghdr" ) "[" direction "," length "]" | "msghdr" "[" direction "]" | "strings"
 *         | "char" "[" NUMBER "]" | "by" NAME [ "&amp;" NUMBER ] "{" { NUMBER-or-NAME type ";" } "else" type "}"
 * length  = NUMBER | PARAMETER | "@ret" | "@ioc" "(" PARAMETER ")" | "*" PARAMETER [ "@exit" ] | "bits" "(" length ")" | "min" "(" length "," length ")"
 * </pre>
 */
package dev.systape.schema.lang;
