package dev.systape.analyzer.mine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The receiver operating characteristic of scores: how many attacks are detected at which rate of
 * false alarms, as the threshold falls from above all scores to the lowest.
 */
public final class Roc {
  private final double[] normal;
  private final double[] attack;
  private final List<Point> points = new ArrayList<>();
  private double auc;

  /**
   * A point: what happens where a score of at least the threshold is an alarm.
   *
   * @param threshold infinite at the first point
   * @param falseAlarmRate the share of normal scores that are alarms
   * @param detectionRate the share of attack scores that are alarms
   */
  public record Point(double threshold, double falseAlarmRate, double detectionRate) {}

  /**
   * The characteristic of scores.
   *
   * @throws IllegalArgumentException where there are none of one kind
   */
  public Roc(double[] normal, double[] attack) {
    if (normal.length == 0 || attack.length == 0) {
      throw new IllegalArgumentException("no rates without both normal and attack traces");
    }
    this.normal = normal.clone();
    this.attack = attack.clone();
    Arrays.sort(this.normal);
    Arrays.sort(this.attack);
    run();
  }

  /**
   * From the highest score down, scores that are equal in one step, which is a straight line of the
   * curve: each pair of a normal and an attack trace with equal scores counts half.
   */
  private void run() {
    int normals = normal.length;
    int attacks = attack.length;
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    // Twice the number of pairs in which the attack scores higher, plus those in which they tie.
    double pairs = 0;
    while (normals > 0 || attacks > 0) {
      double score =
          Math.max(
              normals > 0 ? normal[normals - 1] : Double.NEGATIVE_INFINITY,
              attacks > 0 ? attack[attacks - 1] : Double.NEGATIVE_INFINITY);
      int alarmed = normals;
      int detected = attacks;
      while (normals > 0 && normal[normals - 1] == score) {
        normals--;
      }
      while (attacks > 0 && attack[attacks - 1] == score) {
        attacks--;
      }
      pairs += (double) (detected - attacks) * (normals + alarmed);
      points.add(
          new Point(
              score,
              (double) (normal.length - normals) / normal.length,
              (double) (attack.length - attacks) / attack.length));
    }
    auc = pairs / (2.0 * normal.length * attack.length);
  }

  /**
   * The area under the curve: the share of pairs of an attack and a normal trace in which the
   * attack scores higher, ties counting half (Hanley and McNeil, "The meaning and use of the area
   * under a receiver operating characteristic (ROC) curve", Radiology 143, 1982).
   */
  public double auc() {
    return auc;
  }

  /** The points, from no alarm to all. */
  public List<Point> points() {
    return points;
  }
}
