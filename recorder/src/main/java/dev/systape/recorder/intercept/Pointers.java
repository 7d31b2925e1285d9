package dev.systape.recorder.intercept;

import dev.systape.schema.abi.Abi;

/**
 * The pointers that a thread's calls have for arguments, each made when it is first needed and used
 * again: after the first calls nothing is allocated.
 */
final class Pointers {
  private final Call call;
  private final UserPointer[] plain = new UserPointer[Abi.ARGUMENTS];
  private final UserString[] strings = new UserString[Abi.ARGUMENTS];
  private final UserStrings[] vectors = new UserStrings[Abi.ARGUMENTS];
  private final UserBuffer[] buffers = new UserBuffer[Abi.ARGUMENTS];
  private final UserStruct[] structs = new UserStruct[Abi.ARGUMENTS];
  private final UserNumbers[] numbers = new UserNumbers[Abi.ARGUMENTS];
  private final UserVector[] iovecs = new UserVector[Abi.ARGUMENTS];

  Pointers(Call call) {
    this.call = call;
  }

  UserPointer pointer(int position) {
    if (plain[position] == null) {
      plain[position] = new UserPointer(call, position, 0);
    }
    return plain[position];
  }

  UserString string(int position) {
    if (strings[position] == null) {
      strings[position] = new UserString(call, position);
    }
    return strings[position];
  }

  UserStrings strings(int position) {
    if (vectors[position] == null) {
      vectors[position] = new UserStrings(call, position);
    }
    return vectors[position];
  }

  UserBuffer buffer(int position) {
    if (buffers[position] == null) {
      buffers[position] = new UserBuffer(call, position, 0);
    }
    return buffers[position];
  }

  UserStruct struct(int position) {
    if (structs[position] == null) {
      structs[position] = new UserStruct(call, position, 0);
    }
    return structs[position];
  }

  UserNumbers numbers(int position) {
    if (numbers[position] == null) {
      numbers[position] = new UserNumbers(call, position);
    }
    return numbers[position];
  }

  UserVector vector(int position) {
    if (iovecs[position] == null) {
      iovecs[position] = new UserVector(call, position);
    }
    return iovecs[position];
  }
}
