import static dev.cuaderno.datasets.Datasets.*;
import dev.cuaderno.datasets.*;
