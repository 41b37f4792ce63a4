package org.casebook.interaction.timeline;

/** A timeline as SVG. */
public final class TimelinePicture {
    private TimelinePicture() {}

    /**
     * The picture as an SVG document.
     *
     * @param base the address of the FHIR service, to which every event's link leads
     * @param narrow whether phases stand one below the other
     */
    public static String svg(Timeline timeline, String base, boolean narrow) {
        Picture picture = narrow ? new NarrowPicture(timeline, base) : new WidePicture(timeline, base);
        return picture.document();
    }
}
