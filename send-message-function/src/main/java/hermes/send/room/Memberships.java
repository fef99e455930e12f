package hermes.send.room;

import hermes.common.Connection;
import hermes.common.Connections;
import hermes.common.JoinedRoom;
import hermes.common.LeftFrame;
import hermes.common.Parallel;
import hermes.common.grant.Grants;
import hermes.send.invocation.Invocation;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds that nobody stays in a further room without a right. Thread-safe. */
public final class Memberships {
    private final Connections connections;
    private final Grants grants;
    private final Joining joining;
    private final Telling telling;
    private final InstantSource clock;

    public Memberships(Connections connections, Grants grants, Joining joining, Telling telling,
            InstantSource clock) {
        this.connections = connections;
        this.grants = grants;
        this.joining = joining;
        this.telling = telling;
        this.clock = clock;
    }

    /**
     * Puts those of a user's connections out of a room that may not be there.
     *
     * @param why they are told if they are
     */
    public void check(String room, String user, LeftFrame why, Invocation invocation) {
        var page = connections.ofUser(room, user);
        var here = Stream.concat(page.live().stream(), page.expired().stream())
                .filter(connection -> !connection.home()).toList();
        Parallel.forEach(here, connection -> connections.find(connection.id(), room)
                .filter(joined -> !isGranted(joined))
                .ifPresent(joined -> end(joined.connection(), why, invocation)));
    }

    /** The row is read before: a grant that comes later, with which somebody joins anew, must not be overlooked. */
    private boolean isGranted(JoinedRoom joined) {
        var connection = joined.connection();
        return grants.of(connection.user(), List.of(connection.room())).get(connection.room())
                .until(joined.tokenIssuedAt(), clock.instant()).isPresent();
    }

    /** Those whose time in a further room is over, and that may be there longer because it was granted anew. */
    public List<Connection> renewed(List<Connection> expired) {
        var further = expired.stream().filter(connection -> !connection.home()).toList();
        return Parallel.map(further, connection -> Optional.of(connection).filter(this::renew)).stream()
                .flatMap(Optional::stream).toList();
    }

    private boolean renew(Connection expired) {
        var room = List.of(expired.room());
        var stored = connections.find(expired.id(), room);
        return stored.home().map(home -> joining.join(home, stored, room, TokenRooms.NONE).isEmpty())
                .orElse(false);
    }

    /** Ends being in a room whose time is over. Whose whole connection is over is told that, and not this. */
    public void expire(Connection further, Invocation invocation) {
        if (connections.find(further.id()).isPresent()) {
            end(further, LeftFrame.GRANT_EXPIRED, invocation);
        } else {
            connections.leave(further.id(), further.room());
        }
    }

    private void end(Connection further, LeftFrame why, Invocation invocation) {
        connections.leave(further.id(), further.room());
        invocation.log().info("left", line -> line.text("connection_id", further.id())
                .text("room_id", further.room()).text("user_id", further.user()).text("code", why.code()));
        telling.tell(further.id(), why.json(further.room()), invocation);
    }
}
