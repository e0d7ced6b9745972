package dev.syncline.dialect.load;

/// How the type of a target's column stands to the one that the rows need.
public enum TypeFit {
    /// The same, or wide enough for every value.
    HOLDS,
    /// Too narrow, but it can be widened without a loss.
    NARROWER,
    /// Values of the one are not values of the other.
    OTHER
}
