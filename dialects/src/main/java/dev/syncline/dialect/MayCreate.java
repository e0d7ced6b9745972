package dev.syncline.dialect;

import java.util.List;

/// Where the user of a session may make tables, asked without knowing which ones.
///
/// @param places schemas of the target in which they may be made; only of [Extent#PLACES]
public record MayCreate(Extent extent, List<String> places) {

    /// How far the right reaches.
    public enum Extent {
        /// Also in schemas that are yet to be made.
        EVERYWHERE,
        /// In some schemas that are there.
        PLACES,
        NOWHERE,
        /// The server does not say.
        UNKNOWN
    }

    public static final MayCreate EVERYWHERE = new MayCreate(Extent.EVERYWHERE, List.of());
    public static final MayCreate UNKNOWN = new MayCreate(Extent.UNKNOWN, List.of());

    public MayCreate {
        places = List.copyOf(places);
    }

    /// In these schemas and no others; nowhere where there is none.
    public static MayCreate in(List<String> places) {
        return new MayCreate(places.isEmpty() ? Extent.NOWHERE : Extent.PLACES, places);
    }
}
