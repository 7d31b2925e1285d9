package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import java.util.ArrayList;
import java.util.List;

/** The roles that the descriptions give to the arguments of calls. */
public final class DescribedRoles implements CallRoles {
  private final Descriptions descriptions;

  /** Roles from descriptions. */
  public DescribedRoles(Descriptions descriptions) {
    this.descriptions = descriptions;
  }

  @Override
  public CallRole of(Abi abi, int number) {
    CallDef call = descriptions.call(abi, number);
    if (call == null) {
      return CallRole.UNKNOWN;
    }
    boolean returnsBytes = is(call.result(), Scalar.SIZE);
    int fd = CallRole.NONE;
    int fd2 = CallRole.NONE;
    List<Integer> paths = new ArrayList<>();
    List<Integer> directories = new ArrayList<>();
    int directory = CallRole.NONE;
    for (int i = 0; i < call.parameters().size(); i++) {
      Parameter parameter = call.parameters().get(i);
      if (is(parameter.type(), Scalar.FD) && fd == CallRole.NONE) {
        fd = i;
      } else if (is(parameter.type(), Scalar.FD) && returnsBytes) {
        fd2 = i;
      } else if (is(parameter.type(), Scalar.DIRFD)) {
        directory = i;
      } else if (parameter.type() instanceof Type.Path) {
        paths.add(i);
        directories.add(directory);
        directory = CallRole.NONE;
      }
    }
    return new CallRole(
        fd,
        fd2,
        at(paths, 0),
        at(directories, 0),
        at(paths, 1),
        at(directories, 1),
        is(call.result(), Scalar.FD),
        returnsBytes);
  }

  private static int at(List<Integer> list, int index) {
    return index < list.size() ? list.get(index) : CallRole.NONE;
  }

  private static boolean is(Type type, Scalar scalar) {
    return type instanceof Type.Word word && word.scalar() == scalar;
  }
}
