package dev.systape.analyzer.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the queries on the class path: a folder is a query, wherever it was added. One query is
 * read by its name; only a list looks through the folders.
 */
public final class QueryLibrary {
  private static final String ROOT = "/dev/systape/queries/";
  private static final String README = "README.md";
  private static final String FILE = "/query.sql";

  private QueryLibrary() {}

  /** A query by area and name, or by its name alone where no other has it; null: there is none. */
  public static LibraryQuery find(String name) throws IOException {
    if (!name.matches("[a-z0-9_]+(/[a-z0-9_]+)?")) {
      return null;
    }
    if (name.contains("/")) {
      return read(name);
    }
    List<String> named = named(name);
    return named.size() == 1 ? read(named.get(0)) : null;
  }

  /** The queries of a name, one an area, as area and name. */
  public static List<String> named(String name) throws IOException {
    return names().stream().filter(each -> each.endsWith("/" + name)).toList();
  }

  /** A query that this class path must hold. */
  public static LibraryQuery require(String name) throws IOException {
    LibraryQuery query = find(name);
    if (query == null) {
      throw new IOException("the build left out the query " + name + ": build systape again");
    }
    return query;
  }

  private static LibraryQuery read(String name) throws IOException {
    try (InputStream in = QueryLibrary.class.getResourceAsStream(ROOT + name + FILE)) {
      return in == null ? null : QueryHeader.read(name, new String(in.readAllBytes(), UTF_8));
    }
  }

  /** The names of all, sorted. */
  public static List<String> names() throws IOException {
    URL readme = QueryLibrary.class.getResource(ROOT + README);
    if (readme == null) {
      return List.of();
    }
    URLConnection connection = readme.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return names(jar.getJarFile().stream().map(entry -> "/" + entry.getName()));
    }
    try {
      Path root = Path.of(readme.toURI()).getParent();
      try (Stream<Path> files = Files.walk(root)) {
        return names(files.map(file -> ROOT + root.relativize(file)));
      }
    } catch (URISyntaxException e) {
      throw new IOException("cannot list the queries at " + readme, e);
    }
  }

  private static List<String> names(Stream<String> files) {
    return files
        .filter(file -> file.startsWith(ROOT) && file.endsWith(FILE))
        .map(file -> file.substring(ROOT.length(), file.length() - FILE.length()))
        .sorted()
        .toList();
  }
}
