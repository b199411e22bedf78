package dev.cvae.report;

import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The colours of a chart on white or on dark paper. Series have those of Okabe &amp; Ito (2008),
 * which people with any kind of colour vision tell apart, then a grey and an indigo for ten digits,
 * and a marker each for those who print in black.
 */
enum Theme {
  LIGHT(0xFFFFFF, 0x24292F, 0xE1E4E8, 0x000000),
  DARK(0x1B1F24, 0xD0D7DE, 0x373E47, 0xFFFFFF);

  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0xF0E442, 0x999999, 0x6655BB
  };
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.PLUS,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.TRAPEZOID,
    SeriesMarkers.CROSS,
    SeriesMarkers.RECTANGLE,
    SeriesMarkers.OVAL
  };

  /** How many series can be told apart. */
  static final int SERIES = COLOURS.length + 1;

  private final Color paper;
  private final Color ink;
  private final Color faint;
  private final Color contrast;

  Theme(int paper, int ink, int faint, int contrast) {
    this.paper = new Color(paper);
    this.ink = new Color(ink);
    this.faint = new Color(faint);
    this.contrast = new Color(contrast);
  }

  Color paper() {
    return paper;
  }

  Color ink() {
    return ink;
  }

  /** For lines that only guide the eye. */
  Color faint() {
    return faint;
  }

  /** The i-th of {@link #SERIES}; the last is black, on dark paper white. */
  Color series(int i) {
    Color colour = i < COLOURS.length ? new Color(COLOURS[i]) : contrast;
    return this == DARK ? lighter(colour) : colour;
  }

  /** A quarter of the way to white. */
  private static Color lighter(Color c) {
    return new Color(
        c.getRed() + (255 - c.getRed()) / 4,
        c.getGreen() + (255 - c.getGreen()) / 4,
        c.getBlue() + (255 - c.getBlue()) / 4);
  }

  Marker marker(int i) {
    return MARKERS[i];
  }
}
