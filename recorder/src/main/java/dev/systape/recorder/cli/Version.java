package dev.systape.recorder.cli;

/** The version of this build, from the jar's manifest. */
final class Version {
  static final String NUMBER = number();

  private Version() {}

  private static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
