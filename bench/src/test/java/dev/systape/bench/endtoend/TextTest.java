package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code analyze print} writes of a deterministic program is what strace writes of it, line by
 * line and thread by thread, once pids, addresses and times are set aside.
 */
class TextTest {
  private static final double LINES = 0.98;
  private static final double LINES_OF_A_CALL = 0.95;

  private static final Pattern THREAD = Pattern.compile("\\[pid +(\\d+)] (.*)");
  private static final Pattern BIRTH = Pattern.compile("(?:clone3?|v?fork)\\(.*\\) += (\\d+)");
  private static final Pattern NAME = Pattern.compile("^(\\w+)\\(");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+\\b");

  /** How a parent learns that several children have ended is the scheduler's doing. */
  private static final Pattern BY_SCHEDULE =
      Pattern.compile("--- SIGCHLD|rt_sigreturn\\(|wait4\\(");

  /** What differs between any two runs: free memory and space, times of access, random bytes. */
  private static final List<String> CHANGING =
      List.of(
          "\\) += => ) =",
          "0x[0-9a-f]{5,} => ADDRESS",
          "(tv_sec|tv_nsec|tv_usec)=-?\\d+ => $1=T",
          "(freeram|uptime|procs|bufferram|f_bfree|f_bavail|f_ffree|f_files)=\\d+ => $1=N",
          "loads=\\[[^]]*] => loads=L",
          "getrandom\\(\"[^\"]*\" => getrandom(R");

  @TempDir Path directory;

  private final Map<String, int[]> byCall = new TreeMap<>();
  private final List<String> different = new ArrayList<>();
  private int lines;
  private int equal;

  @Test
  void aListing() throws Exception {
    agree("ls", "-l", "/usr/share/doc");
  }

  @Test
  void aSearchThroughDirectories() throws Exception {
    agree("find", "/usr/include/linux", "-name", "a*");
  }

  @Test
  void anInterpreter() throws Exception {
    // The system's own: what stands first on PATH may be a script that looks for one.
    Programs.require("python3");
    agree("/usr/bin/python3", "-c", "import json, ssl");
  }

  @Test
  void aPipelineOfProcesses() throws Exception {
    agree("sh", "-c", "cat /etc/passwd | grep root | wc -l; (echo a; echo b) | sort -r");
  }

  @Test
  void anArchive() throws Exception {
    agree("tar", "cf", "/dev/null", "/usr/include/linux");
  }

  private void agree(String... command) throws Exception {
    Programs.require("strace");
    List<String> strace = new ArrayList<>(List.of("setarch", "-R", "strace", "-ff", "-o"));
    strace.add(directory.resolve("s").toString());
    strace.addAll(List.of(command));
    Programs.run(directory, strace.toArray(String[]::new));
    List<String> record = new ArrayList<>(List.of("setarch", "-R"));
    record.add(Programs.ROOT.resolve("bin/record").toString());
    record.addAll(List.of("-q", "-o", directory.resolve("t.cq").toString(), "--"));
    record.addAll(List.of(command));
    Programs.run(directory, record.toArray(String[]::new));
    Programs.Ended print =
        Programs.run(
            directory,
            Programs.ROOT.resolve("bin/analyze").toString(),
            "print",
            "-f",
            directory.resolve("t.cq").toString());
    compare(stracedThreads(), printedThreads(print.out()));
    assertThat((double) equal / lines).as("%s", different).isGreaterThanOrEqualTo(LINES);
    byCall.forEach(
        (name, counts) ->
            assertThat((double) counts[1])
                .as("%s of %s: %s", name, Arrays.toString(command), different)
                .isGreaterThanOrEqualTo(Math.floor(counts[0] * LINES_OF_A_CALL)));
  }

  private Map<Integer, List<String>> stracedThreads() throws IOException {
    Map<Integer, List<String>> threads = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "s.*")) {
      for (Path file : files) {
        int tid = Integer.parseInt(file.getFileName().toString().substring(2));
        threads.put(tid, Files.readAllLines(file, StandardCharsets.ISO_8859_1));
      }
    }
    return threads;
  }

  private static Map<Integer, List<String>> printedThreads(String text) {
    Map<Integer, List<String>> threads = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = THREAD.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      int tid = Integer.parseInt(matcher.group(1));
      threads.computeIfAbsent(tid, none -> new ArrayList<>()).add(matcher.group(2));
    }
    return threads;
  }

  private void compare(Map<Integer, List<String>> one, Map<Integer, List<String>> other) {
    Map<String, Integer> places = places(one);
    Map<String, Integer> otherPlaces = places(other);
    assertThat(otherPlaces.keySet()).isEqualTo(places.keySet());
    places.forEach(
        (place, tid) ->
            compare(
                normalized(one.get(tid), one),
                normalized(other.get(otherPlaces.get(place)), other)));
  }

  /** Threads by who made them, and as which child: numbers differ between runs. */
  private static Map<String, Integer> places(Map<Integer, List<String>> threads) {
    Map<Integer, String> places = new TreeMap<>();
    for (int tid : threads.keySet()) {
      places.putIfAbsent(tid, "0");
      int child = 0;
      for (String line : threads.get(tid)) {
        Matcher birth = BIRTH.matcher(line);
        if (birth.lookingAt() && threads.containsKey(Integer.parseInt(birth.group(1)))) {
          places.put(Integer.parseInt(birth.group(1)), places.get(tid) + "." + child++);
        }
      }
    }
    Map<String, Integer> byPlace = new TreeMap<>();
    places.forEach((tid, place) -> byPlace.put(place, tid));
    return byPlace;
  }

  private static List<String> normalized(List<String> lines, Map<Integer, ?> threads) {
    return lines.stream()
        .filter(line -> !BY_SCHEDULE.matcher(line).lookingAt())
        .map(
            line -> {
              String text = line;
              for (String rule : CHANGING) {
                String[] parts = rule.split(" => ");
                text = text.replaceAll(parts[0], parts[1]);
              }
              text = text.replaceFirst("^(get\\w*p?p?id|getpgrp)\\(\\) = \\d+", "$1() = PID");
              return NUMBER
                  .matcher(text)
                  .replaceAll(
                      number ->
                          number.group().length() < 9
                                  && threads.containsKey(Integer.parseInt(number.group()))
                              ? "PID"
                              : number.group());
            })
        .toList();
  }

  /** Counts lines of a longest common subsequence. */
  private void compare(List<String> one, List<String> other) {
    int[][] longest = new int[one.size() + 1][other.size() + 1];
    for (int i = one.size() - 1; i >= 0; i--) {
      for (int j = other.size() - 1; j >= 0; j--) {
        longest[i][j] =
            one.get(i).equals(other.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int j = 0;
    for (int i = 0; i < one.size(); i++) {
      while (j < other.size() && longest[i][j] == longest[i][j + 1] && longest[i][j] > 0) {
        j++;
      }
      boolean same = j < other.size() && one.get(i).equals(other.get(j));
      count(one.get(i), same, j < other.size() ? other.get(j) : "");
      j += same ? 1 : 0;
    }
  }

  private void count(String line, boolean same, String instead) {
    Matcher name = NAME.matcher(line);
    int[] counts = byCall.computeIfAbsent(name.find() ? name.group(1) : "", none -> new int[2]);
    lines++;
    counts[0]++;
    if (same) {
      equal++;
      counts[1]++;
    } else if (different.size() < 8) {
      different.add("\n- " + line + "\n+ " + instead);
    }
  }
}
