package dev.systape.recorder.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.handler.MethodArgument;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That each call of each ABI comes to the method that the build generated for it. */
class SyscallDispatchTest {
  private final long[] words = {0xffff_ffff_ffff_ff9cL, 0x1_0000_0002L, 3, 4, 5, 6};
  private final Call call = new Call(null, new CallShapes(), words);
  private final List<Object> told = new ArrayList<>();

  private final SyscallHandler handler =
      (SyscallHandler)
          Proxy.newProxyInstance(
              SyscallHandler.class.getClassLoader(),
              new Class<?>[] {SyscallHandler.class},
              (proxy, method, arguments) -> {
                told.clear();
                told.add(method.getName());
                told.addAll(List.of(arguments));
                return null;
              });

  private List<Object> dispatched(Abi abi, int number) {
    call.identify(abi, number);
    SyscallDispatch.dispatch(handler, call, SyscallDispatch.method(abi.code(), number));
    return told;
  }

  private List<Object> dispatched(Abi abi, String name) {
    return dispatched(abi, SyscallNumbers.of(abi).number(name));
  }

  @Test
  void eachCallOfEachAbiComesToItsMethodWithAllArguments() {
    Descriptions descriptions = Descriptions.load();
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      int calls = 0;
      for (int number = 0; number < numbers.end(); number++) {
        String name = numbers.name(number);
        if (name != null) {
          int arguments = MethodArgument.of(descriptions.call(abi, number)).size();
          List<Object> all = dispatched(abi, number);
          assertThat((String) all.get(0)).matches(name + "_?|" + name + "(_[a-z0-9_]+)+");
          assertThat(all).as(name).hasSize(2 + arguments).doesNotContainNull();
          assertThat(all.get(1)).isSameAs(call);
          calls++;
        } else {
          assertThat(SyscallDispatch.method(abi.code(), number)).isEqualTo(-1);
        }
      }
      assertThat(calls).isEqualTo(numbers.names().size());
    }
  }

  @Test
  void numbersHaveTheWidthAndTheSignOfTheirTypes() {
    List<Object> close = dispatched(Abi.X86_64, "close");
    assertThat(close.get(2)).isEqualTo(-100);
    words[0] = 0xffff_ff9cL;
    assertThat(dispatched(Abi.I386, "lseek").subList(2, 4)).containsExactly(-100, 2L);
    assertThat(dispatched(Abi.X86_64, "lseek").subList(2, 4)).containsExactly(-100, 0x1_0000_0002L);
  }

  @Test
  void aNumberOfTwoWordsIsOneArgument() {
    assertThat(dispatched(Abi.X86_64, "pread64").get(5)).isEqualTo(4L);
    assertThat(dispatched(Abi.I386, "pread64").get(5)).isEqualTo(4L | 5L << 32);
    assertThat(dispatched(Abi.I386, "_llseek").get(3)).isEqualTo(3L | 2L << 32);
    assertThat(dispatched(Abi.X86_64, "preadv2").get(5)).isEqualTo(4L);
    assertThat(dispatched(Abi.X86_64, "preadv2").get(6)).isEqualTo(6);
  }

  @Test
  void anArgumentThatIsNotThereIsZero() {
    words[2] = 0;
    assertThat(dispatched(Abi.X86_64, "openat").get(5)).isEqualTo(0);
    words[2] = 0100;
    assertThat(dispatched(Abi.X86_64, "openat").subList(4, 6)).containsExactly(0100, 4);
  }

  /** With a pointer in the argument's own word and 0 in all others. */
  @Test
  void eachPointerToMemoryKnowsWhatItPointsTo() {
    int pointers = 0;
    for (Abi abi : Abi.values()) {
      SyscallNumbers numbers = SyscallNumbers.of(abi);
      for (String name : numbers.names()) {
        call.identify(abi, numbers.number(name));
        for (int i = 0; i < call.shape().arguments(); i++) {
          Arrays.fill(words, 0);
          words[call.shape().word(i)] = 4096;
          Object argument = dispatched(abi, name).get(2 + i);
          if (argument instanceof UserBuffer buffer && call.has(i)) {
            assertThat(buffer.address()).as(name).isEqualTo(4096);
            assertThat(buffer.room()).as(name).isNotNegative();
            pointers++;
          }
          if (argument instanceof UserStruct struct) {
            assertThat(struct.structSize()).as(name).isPositive();
            assertThat(struct.fields()).as(name).isNotEmpty();
          } else if (argument instanceof UserNumbers all) {
            assertThat(all.width()).as(name).isIn(1, 2, 4, 8);
          }
        }
      }
    }
    assertThat(pointers).isGreaterThan(900);
  }
}
