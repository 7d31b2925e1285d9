package dev.systape.schema.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.model.Descriptions;
import org.junit.jupiter.api.Test;

/** The interface that is generated from the shipped descriptions; the recorder compiles it. */
class HandlerSourceTest {
  private final HandlerSource source = new HandlerSource("a.b", Descriptions.load());
  private final String handler = source.handler();

  private String declaration(String method) {
    String start = "  default void " + method + "(";
    int from = handler.indexOf(start);
    assertThat(from).as(method).isPositive();
    return handler.substring(from + start.length(), handler.indexOf(")", from));
  }

  @Test
  void aMethodHasTheNamesOfTheDescriptionAndTypesThatFit() {
    assertThat(declaration("openat"))
        .isEqualTo("Call call, int dirfd, UserString pathname, int flags, int mode");
    assertThat(declaration("read")).isEqualTo("Call call, int fd, UserBuffer buf, long count");
    assertThat(declaration("execve"))
        .isEqualTo("Call call, UserString pathname, UserStrings argv, UserStrings envp");
    assertThat(declaration("pipe2")).isEqualTo("Call call, UserNumbers pipefd, int flags");
    assertThat(declaration("writev")).isEqualTo("Call call, int fd, UserVector iov, long iovcnt");
    assertThat(declaration("fcntl")).isEqualTo("Call call, int fd, int cmd, UserPointer arg");
    assertThat(declaration("rt_sigreturn")).isEqualTo("Call call");
  }

  @Test
  void keywordsAndTheNameOfTheFirstArgumentGetAnUnderscore() {
    assertThat(declaration("break_")).isEqualTo("Call call");
    assertThat(declaration("socketcall")).isEqualTo("Call call, int call_, UserPointer args");
  }

  @Test
  void anAbiWithOtherArgumentsHasAMethodOfItsOwn() {
    assertThat(declaration("mmap_i386")).isEqualTo("Call call, UserStruct arg");
    assertThat(declaration("mmap")).startsWith("Call call, long addr, long length");
    assertThat(declaration("clone")).endsWith("long child_tid, long tls");
    assertThat(declaration("clone_i386_aarch64")).endsWith("long tls, long child_tid");
  }

  @Test
  void numbersOfOtherWidthsOrTwoWordsAreTheSameMethod() {
    assertThat(source.methods()).contains("pread64", "chown").doesNotContain("pread64_i386");
    assertThat(declaration("pread64")).endsWith("long count, long offset");
    assertThat(declaration("_llseek"))
        .isEqualTo("Call call, int fd, long offset, UserNumbers result, int whence");
    assertThat(handler)
        .contains("{@code preadv(fd fd, iov iovec[out, iovcnt], iovcnt ulong, pos lohi) -> size}");
  }

  @Test
  void theSameDescriptionsGiveTheSameSources() {
    HandlerSource again = new HandlerSource("a.b", Descriptions.load());
    assertThat(again.handler()).isEqualTo(handler).startsWith("// Generated");
    assertThat(again.dispatch()).isEqualTo(source.dispatch()).contains("package a.b;");
  }
}
