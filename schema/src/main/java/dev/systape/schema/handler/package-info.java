/**
 * The calls as methods of a Java interface, and the generator of that interface, which runs when
 * the recorder is built.
 *
 * <p>In: the model. Out: the source text of {@code SyscallHandler}, with a method a call, and of
 * the switch that calls its methods by number; and, for whoever runs that, which words of a call
 * make up which argument of its method ({@link dev.systape.schema.handler.MethodArgument}).
 *
 * <p>Rules of the names:
 *
 * <ul>
 *   <li>A method has the name of its call, an argument that of the description. A name that is a
 *       keyword of Java, and {@code call} for an argument, gets an underscore behind it: {@code
 *       break_}.
 *   <li>There is one method a call for all ABIs, as long as the names and the Java types of its
 *       arguments agree. Where they do not, the method with the call's own name is that of x86_64,
 *       and the others have their ABIs behind the name: {@code mmap_i386}.
 *   <li>A 64-bit number that takes two words of a call is one argument. What a call finds on the
 *       stack is none.
 * </ul>
 */
package dev.systape.schema.handler;
