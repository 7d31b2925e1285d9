package dev.systape.analyzer.cli;

import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine.IFactory;

/** Gives each command its console. */
record CommandFactory(Console console) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      if (TraceCommand.class.isAssignableFrom(type)) {
        return type.getDeclaredConstructor(Console.class).newInstance(console);
      }
      return picocli.CommandLine.defaultFactory().create(type);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
