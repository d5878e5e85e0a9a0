package dev.cuaderno.kernels;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/// Writes the loop of a [Tile] as a class of its own, with every step a constant and the block
/// fully unrolled: the JIT compiler then keeps the block in registers and folds the addresses.
///
/// The innermost loop ends on `!=` with a step other than 1. The JIT compiler does not take such a
/// loop for a counted one, and so spares it the rounds before and after the main loop, which cost
/// more than they give where a loop runs only ten or a hundred times.
final class TileWriter {

    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc LANES = ClassDesc.of(TileWriter.class.getPackageName(), "Lanes");
    private static final ClassDesc ARRAY = CD_float.arrayType();
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(
                    CD_void, ARRAY, CD_int, ARRAY, CD_int, ARRAY, CD_int, CD_int, CD_int, CD_int);

    // The parameters of TileLoop.run, behind `this`.
    private static final int X = 1;
    private static final int X_AT = 2;
    private static final int W = 3;
    private static final int W_AT = 4;
    private static final int Y = 5;
    private static final int Y_AT = 6;
    private static final int ROUNDS = 7;
    private static final int TIMES = 8;
    private static final int IDLE = 9;
    // Where the present round begins.
    private static final int X_NOW = 10;
    private static final int W_NOW = 11;
    private static final int W_END = 12;
    // From the end of a row to the next.
    private static final int X_JUMP = 13;
    private static final int W_JUMP = 14;
    // Rounds and rows to come before the next jump.
    private static final int LEFT = 15;
    private static final int ROWS_LEFT = 16;
    // Where the present row of the block goes, if the step is told.
    private static final int Y_NOW = 17;
    private static final int FIRST_VECTOR = 18;

    private final Tile tile;
    private final CodeBuilder code;

    private TileWriter(Tile tile, CodeBuilder code) {
        this.tile = tile;
        this.code = code;
    }

    /// A new loop for the tile.
    static TileLoop write(Tile tile) {
        var name = ClassDesc.of(TileWriter.class.getPackageName(), "TileLoop" + tile.rows());
        var bytes =
                ClassFile.of()
                        .build(
                                name,
                                type -> {
                                    type.withInterfaceSymbols(
                                            TileLoop.class.describeConstable().orElseThrow());
                                    type.withMethodBody(
                                            ConstantDescs.INIT_NAME,
                                            ConstantDescs.MTD_void,
                                            ClassFile.ACC_PUBLIC,
                                            init ->
                                                    init.aload(0)
                                                            .invokespecial(
                                                                    CD_Object,
                                                                    ConstantDescs.INIT_NAME,
                                                                    ConstantDescs.MTD_void)
                                                            .return_());
                                    type.withMethodBody(
                                            "run",
                                            RUN,
                                            ClassFile.ACC_PUBLIC,
                                            body -> new TileWriter(tile, body).body());
                                });
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (TileLoop) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void body() {
        idle();
        for (var block = 0; block < tile.accumulators(); block++) {
            species();
            code.invokestatic(FLOATS, "zero", MethodTypeDesc.of(FLOATS, SPECIES));
            code.astore(FIRST_VECTOR + block);
        }
        code.iload(X_AT).istore(X_NOW).iload(W_AT).istore(W_NOW);
        rows();
        var again = code.newBoundLabel();
        if (tile.taps() == 1) {
            step();
        } else {
            slidingStep();
        }
        move(X_NOW, tile.inner().xStep());
        move(W_NOW, tile.inner().wStep());
        nextRow();
        code.iload(W_NOW).iload(W_END).if_icmpne(again);
        if (tile.adds()) {
            results(this::add);
        }
        results(this::store);
        code.return_();
    }

    /// Counts down, which costs nothing where there is nothing to count.
    private void idle() {
        var work = code.newLabel();
        var again = code.newBoundLabel();
        code.iload(IDLE).ifle(work);
        code.iinc(IDLE, -1).goto_(again);
        code.labelBinding(work);
    }

    /// Where w stands after the last round, and how far both move from the end of a row to the
    /// next.
    private void rows() {
        var hasOuter = tile.outer().count() > 1;
        var hasMiddle = tile.middle().count() > 1;
        var last = hasOuter ? tile.outer() : hasMiddle ? tile.middle() : tile.inner();
        code.iload(W_AT);
        if (hasOuter || !hasMiddle) {
            code.iload(hasOuter ? TIMES : ROUNDS).loadConstant(last.wStep()).imul();
        } else {
            code.loadConstant(last.count() * last.wStep());
        }
        code.iadd().istore(W_END);
        if (!hasOuter && !hasMiddle) {
            return;
        }
        var next = tile.middle().count() > 1 ? tile.middle() : tile.outer();
        jump(next.xStep(), tile.inner().xStep(), X_JUMP);
        jump(next.wStep(), tile.inner().wStep(), W_JUMP);
        code.iload(ROUNDS).istore(LEFT);
        if (isDeep()) {
            code.loadConstant(tile.middle().count()).istore(ROWS_LEFT);
        }
    }

    private boolean isDeep() {
        return tile.outer().count() > 1 && tile.middle().count() > 1;
    }

    private void jump(int step, int inner, int to) {
        code.loadConstant(step).iload(ROUNDS).loadConstant(inner).imul().isub().istore(to);
    }

    /// At the end of a row on to the next one. The loops are one for the compiler, which would else
    /// move the whole block between registers and memory wherever one ends.
    private void nextRow() {
        if (tile.outer().count() * tile.middle().count() == 1) {
            return;
        }
        var same = code.newLabel();
        code.iinc(LEFT, -1).iload(LEFT).ifne(same);
        code.iload(ROUNDS).istore(LEFT);
        code.iload(X_NOW).iload(X_JUMP).iadd().istore(X_NOW);
        code.iload(W_NOW).iload(W_JUMP).iadd().istore(W_NOW);
        if (isDeep()) {
            var middle = tile.middle();
            code.iinc(ROWS_LEFT, -1).iload(ROWS_LEFT).ifne(same);
            code.loadConstant(middle.count()).istore(ROWS_LEFT);
            move(X_NOW, tile.outer().xStep() - middle.count() * middle.xStep());
            move(W_NOW, tile.outer().wStep() - middle.count() * middle.wStep());
        }
        code.labelBinding(same);
    }

    private void step() {
        loadColumns();
        for (var row = 0; row < tile.rows(); row++) {
            broadcast(row);
            for (var column = 0; column < width(); column++) {
                multiplyAdd(column, row, column);
            }
        }
    }

    private void slidingStep() {
        loadColumns();
        for (var place = 0; place < tile.rows() + tile.taps() - 1; place++) {
            broadcast(place);
            for (var tap = 0; tap < tile.taps(); tap++) {
                var row = place - tap;
                if (row >= 0 && row < tile.rows()) {
                    for (var column = 0; column < width(); column++) {
                        multiplyAdd(tap * width() + column, row, column);
                    }
                }
            }
        }
    }

    private int width() {
        return tile.yColumns().count();
    }

    private int accumulator(int row, int column) {
        return FIRST_VECTOR + row * width() + column;
    }

    private int column(int index) {
        return FIRST_VECTOR + tile.accumulators() + index;
    }

    private int factor() {
        return column(tile.wColumns().count());
    }

    private void loadColumns() {
        for (var index = 0; index < tile.wColumns().count(); index++) {
            load(W, W_NOW, tile.wColumns().at(index));
            code.astore(column(index));
        }
    }

    private void broadcast(int place) {
        species();
        code.aload(X);
        index(X_NOW, place * tile.xRow());
        code.faload();
        code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
        code.astore(factor());
    }

    private void multiplyAdd(int columnIndex, int row, int column) {
        code.aload(factor()).aload(column(columnIndex)).aload(accumulator(row, column));
        code.invokevirtual(FLOATS, "fma", MethodTypeDesc.of(FLOATS, VECTOR, VECTOR));
        code.astore(accumulator(row, column));
    }

    /// Something to do with a vector of the block.
    @FunctionalInterface
    private interface Result {

        /// Does it.
        ///
        /// @param from the local variable that says where the row lies in y, and how far behind it
        void at(int accumulator, int from, int offset);
    }

    /// All vectors of the block. What y holds is read before anything is written: processors
    /// compare the last digits of addresses only, and would wait for rows above that end on the
    /// same.
    private void results(Result result) {
        var isTold = tile.yRow() == Tile.TOLD;
        if (isTold) {
            code.iload(Y_AT).istore(Y_NOW);
        }
        for (var row = 0; row < tile.rows(); row++) {
            if (isTold && row > 0) {
                code.iload(Y_NOW).iload(TIMES).iadd().istore(Y_NOW);
            }
            for (var column = 0; column < width(); column++) {
                result.at(
                        accumulator(row, column),
                        isTold ? Y_NOW : Y_AT,
                        row * tile.yRow() + tile.yColumns().at(column));
            }
        }
    }

    private void add(int accumulator, int from, int offset) {
        code.aload(accumulator);
        load(Y, from, offset);
        code.invokevirtual(FLOATS, "add", MethodTypeDesc.of(FLOATS, VECTOR));
        code.astore(accumulator);
    }

    private void store(int accumulator, int from, int offset) {
        code.aload(accumulator).aload(Y);
        index(from, offset);
        code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
    }

    private void load(int array, int from, int offset) {
        species();
        code.aload(array);
        index(from, offset);
        code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, ARRAY, CD_int));
    }

    private void index(int local, int offset) {
        code.iload(local);
        if (offset != 0) {
            code.loadConstant(offset).iadd();
        }
    }

    private void move(int local, int step) {
        if (step != 0) {
            code.iload(local).loadConstant(step).iadd().istore(local);
        }
    }

    private void species() {
        code.getstatic(LANES, "SPECIES", SPECIES);
    }
}
