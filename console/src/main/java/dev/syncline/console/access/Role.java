package dev.syncline.console.access;

/// What somebody may do; each may do what those before it may.
public enum Role {
    /// Sees everything but secrets.
    VIEWER,
    /// Runs, cancels and repeats, and turns plans on and off.
    OPERATOR,
    /// Changes connections, projects and plans.
    EDITOR,
    /// Decides on users, and deletes.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    public Role atMost(Role other) {
        return includes(other) ? other : this;
    }
}
