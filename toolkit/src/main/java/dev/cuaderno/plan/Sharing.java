package dev.cuaderno.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/// Who may share memory: blocks that are never in use at the same time.
///
/// Time is counted in stages. Several groups of images are under way at once, each at another stage
/// of the same phase; therefore blocks of one phase share only if their images lie equally far
/// apart, so that an image of one meets the same image of the other and no other. Blocks that a
/// stage reads as a whole lie densely, and share from phase to phase only.
///
/// Memory is handed out from the largest block to the smallest, each taking the first piece that is
/// free while it is in use. Many pieces are cut out of one array: a JVM rounds each large array up
/// to whole regions of its heap, of several megabytes.
final class Sharing {

    /// Numbers of an array that several pieces are cut from, at most.
    private static final int TOGETHER = 1 << 24;

    /// Numbers of a line of the processor's cache.
    private static final int LINE = 16;

    /// How long a block is in use.
    private static final class Life {
        private final Block block;
        private int first;
        private int last;
        private int firstPhase;
        private int lastPhase;
        private boolean dense;

        private Life(Block block, int stage, int phase) {
            this.block = block;
            this.first = stage;
            this.firstPhase = phase;
        }

        boolean meets(Life other) {
            if (lastPhase < other.firstPhase || other.lastPhase < firstPhase) {
                return false;
            }
            return dense || other.dense || (first <= other.last && other.first <= last);
        }
    }

    /// Memory that some blocks take in turn.
    private static final class Piece {
        private final List<Life> lives = new ArrayList<>();
        private final int pitch;
        private int array;
        private int start;

        private Piece(Life largest) {
            pitch = largest.block.image();
        }

        boolean takes(Life life) {
            return lives.stream().noneMatch(life::meets);
        }

        int size() {
            var size = 0L;
            for (var life : lives) {
                size = Math.max(size, life.block.size(pitch(life)));
            }
            return Math.toIntExact(size);
        }

        int pitch(Life life) {
            return life.dense ? life.block.image() : pitch;
        }
    }

    private final IdentityHashMap<Block, Life> lives = new IdentityHashMap<>();
    private final List<Life> order = new ArrayList<>();
    private List<Piece> pieces;

    /// The sizes of the arrays that the pieces are cut from.
    private final List<Integer> arrays = new ArrayList<>();

    /// A block is in use.
    ///
    /// @param stage when, counted up
    /// @param phase in which phase this is
    /// @param whole whether all images are read as one
    void use(Block block, int stage, int phase, boolean whole) {
        if (block == null || block.isPassing()) {
            return;
        }
        var life = lives.get(block);
        if (life == null) {
            life = new Life(block, stage, phase);
            lives.put(block, life);
            order.add(life);
        }
        life.last = stage;
        life.lastPhase = phase;
        life.dense |= whole;
    }

    private List<Piece> pieces() {
        if (pieces == null) {
            pieces = new ArrayList<>();
            var largest = Comparator.comparingInt((Life life) -> life.block.image()).reversed();
            for (var life : order.stream().sorted(largest).toList()) {
                var free = pieces.stream().filter(piece -> piece.takes(life)).findFirst();
                if (free.isEmpty()) {
                    pieces.add(new Piece(life));
                }
                free.orElseGet(pieces::getLast).lives.add(life);
            }
            pieces.forEach(this::cut);
        }
        return pieces;
    }

    /// Puts a piece at the end of the last array, or into a new one.
    private void cut(Piece piece) {
        var size = piece.size();
        if (arrays.isEmpty() || arrays.getLast() + (long) size + LINE > TOGETHER) {
            arrays.add(0);
        }
        piece.array = arrays.size() - 1;
        piece.start = Math.ceilDiv(arrays.getLast(), LINE) * LINE;
        arrays.set(piece.array, piece.start + size);
    }

    /// How many bytes all blocks take together.
    long bytes() {
        pieces();
        return arrays.stream().mapToLong(size -> 4L * size).sum();
    }

    /// Gives every block its place.
    ///
    /// @param plan whose blocks these are
    /// @param pool of plans that run by turns
    void settle(Plan plan, Pool pool) {
        pool.owner = plan;
        for (var piece : pieces()) {
            var array = pool.array(piece.array, arrays.get(piece.array));
            piece.lives.forEach(life -> life.block.lie(array, piece.start, piece.pitch(life)));
        }
    }

    /// Memory that the plans of one network use by turns, since only one of them runs at a time.
    static final class Pool {
        private final List<float[]> arrays = new ArrayList<>();
        private Plan owner;

        private float[] array(int index, int size) {
            if (index == arrays.size()) {
                arrays.add(new float[size]);
            } else if (arrays.get(index).length < size) {
                arrays.set(index, null);
                arrays.set(index, new float[size]);
            }
            return arrays.get(index);
        }

        /// How many bytes it has so far, up to as many as another would want.
        long bytes() {
            return arrays.stream().mapToLong(array -> array == null ? 0 : 4L * array.length).sum();
        }

        /// Whether a plan was the last one to use it.
        boolean isOf(Plan plan) {
            return owner == plan;
        }
    }
}
