/* How segments become one: tables of strings and packed lists. Each function is what its namesake in plain_merging.py
   is, faster; see there for what it takes and gives. Python's lock is let go of meanwhile, so searches go on. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "_call.h"

#define REVISION 1 /* as in plain_merging.py */

/* Why a loop that runs without Python's lock stopped. */
enum { FINE, OUTSIDE, NO_MEMORY };

static int raised(int why)
{
    if (why == OUTSIDE) outside();
    if (why == NO_MEMORY) PyErr_NoMemory();
    return why == FINE ? 0 : -1;
}

/* Runs a loop, if nothing failed before; others may use Python meanwhile. */
#define WITHOUT_LOCK(loop)         \
    if (!call.failed) {            \
        int why;                   \
        Py_BEGIN_ALLOW_THREADS     \
        why = loop;                \
        Py_END_ALLOW_THREADS       \
        call.failed = raised(why); \
    }

/* What is merged: a tuple of arguments for each, whose buffers are held until `let_go`, and room for what is read. */
typedef struct {
    Call *calls;
    void *items;
    Py_ssize_t size;
} Sources;

static Sources several(Call *call, int at, int arguments, size_t item_size)
{
    Sources of = {NULL, NULL, 0};
    PyObject *tuples = call->values[at];
    if (call->failed) return of;
    if (!PyTuple_Check(tuples)) {
        PyErr_SetString(PyExc_TypeError, "sources are a tuple of tuples");
        call->failed = 1;
        return of;
    }
    of.size = PyTuple_GET_SIZE(tuples);
    of.calls = PyMem_Calloc(of.size + 1, sizeof(Call));
    of.items = PyMem_Calloc(of.size + 1, item_size);
    if (!of.calls || !of.items) call->failed = raised(NO_MEMORY);
    for (Py_ssize_t i = 0; i < of.size && !call->failed; i++) {
        PyObject *tuple = PyTuple_GET_ITEM(tuples, i);
        if (!PyTuple_Check(tuple) || PyTuple_GET_SIZE(tuple) != arguments) {
            PyErr_Format(PyExc_TypeError, "a source is a tuple of %d", arguments);
            call->failed = 1;
        } else
            of.calls[i].values = ((PyTupleObject *)tuple)->ob_item;
    }
    return of;
}

static void let_go(Sources *of)
{
    for (Py_ssize_t i = 0; of->calls && i < of->size; i++)
        while (of->calls[i].count > 0) PyBuffer_Release(&of->calls[i].held[--of->calls[i].count]);
    PyMem_Free(of->calls);
    PyMem_Free(of->items);
}

typedef struct {
    const char *at;
    int64_t length;
} String;

static int compared(const void *one, const void *other)
{
    const String *a = one, *b = other;
    int order = memcmp(a->at, b->at, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* A table of strings, see strings.py. */
typedef struct {
    const char *content;
    const uint32_t *offsets;
    int64_t bytes, size;
} Table;

static Table read_table(Call *call, int at)
{
    Py_ssize_t bytes, places;
    const char *content = buffer(call, at, &bytes);
    const uint32_t *offsets = buffer(call, at + 1, &places);
    return (Table){content, offsets, bytes, places / 4 - 1};
}

static int read_string(const Table *table, int64_t number, String *string)
{
    const uint32_t *offsets = table->offsets + number;
    if (number >= table->size || offsets[0] >= offsets[1] || offsets[1] > table->bytes) return OUTSIDE;
    *string = (String){table->content + offsets[0], (int64_t)offsets[1] - offsets[0] - 1};
    return FINE;
}

/* A table that strings are put into. */
typedef struct {
    char *content;
    uint32_t *offsets;
    int64_t bytes, room, count, most;
} Strings;

static Strings empty_table(Call *call, int at)
{
    Py_ssize_t room, places;
    char *content = buffer(call, at, &room);
    uint32_t *offsets = buffer(call, at + 1, &places);
    if (!call->failed && places < 4) call->failed = outside();
    if (!call->failed) offsets[0] = 0;
    return (Strings){content, offsets, 0, room, 0, places / 4 - 1};
}

static int put_string(Strings *out, const String *string)
{
    if (out->count >= out->most || string->length + 1 > out->room - out->bytes) return OUTSIDE;
    memcpy(out->content + out->bytes, string->at, string->length);
    out->content[out->bytes + string->length] = 0;
    out->bytes += string->length + 1;
    out->offsets[++out->count] = (uint32_t)out->bytes;
    return FINE;
}

/* A table whose strings are in order, and at which of them the merge stands. */
typedef struct {
    String string; /* that one; stands first, so that runs are compared by it */
    Table table;
    const uint8_t *wanted; /* NULL: all are */
    int64_t *numbers;      /* what becomes of each */
    int64_t at;
} Run;

/* Goes to the next string that is wanted; `at` is the table's size where there is none. */
static int go_on(Run *run)
{
    while (++run->at < run->table.size) {
        run->numbers[run->at] = -1;
        if (!run->wanted || run->wanted[run->at]) return read_string(&run->table, run->at, &run->string);
    }
    return FINE;
}

static int read_run(Call *call, Run *run)
{
    Py_ssize_t wanted, numbers;
    run->table = read_table(call, 0);
    run->wanted = buffer(call, 2, &wanted);
    run->numbers = buffer(call, 3, &numbers);
    run->at = -1;
    if (call->failed) return -1;
    if (run->table.size < 0 || numbers / 8 < run->table.size || (run->wanted && wanted < run->table.size) || go_on(run))
        call->failed = outside();
    return call->failed;
}

/* Lets the run at a place of a heap sink to where none below it comes before it. */
static void sink(Run **heap, int64_t size, int64_t place)
{
    Run *run = heap[place];
    for (int64_t child; (child = 2 * place + 1) < size; place = child) {
        if (child + 1 < size && compared(heap[child + 1], heap[child]) < 0) child++;
        if (compared(run, heap[child]) <= 0) break;
        heap[place] = heap[child];
    }
    heap[place] = run;
}

static int unite(Run **heap, int64_t size, Strings *out)
{
    String last = {NULL, -1};
    for (int64_t place = size / 2 - 1; place >= 0; place--) sink(heap, size, place);
    while (size > 0) {
        Run *least = heap[0];
        if (last.length < 0 || compared(&last, &least->string) != 0) {
            last = least->string;
            if (put_string(out, &last)) return OUTSIDE;
        }
        least->numbers[least->at] = out->count - 1;
        if (go_on(least)) return OUTSIDE;
        if (least->at == least->table.size) heap[0] = heap[--size];
        if (size > 0) sink(heap, size, 0);
    }
    return FINE;
}

/* united(tables, content, offsets) */
static PyObject *united(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("united", 3)
    Strings out = empty_table(&call, 1);
    Sources of = several(&call, 0, 4, sizeof(Run));
    Run *runs = of.items, **heap = PyMem_Calloc(of.size + 1, sizeof(Run *));
    int64_t standing = 0;
    if (!heap) call.failed = raised(NO_MEMORY);
    for (Py_ssize_t i = 0; i < of.size && !call.failed; i++) {
        call.failed = read_run(&of.calls[i], &runs[i]);
        if (runs[i].at < runs[i].table.size) heap[standing++] = &runs[i];
    }
    WITHOUT_LOCK(unite(heap, standing, &out))
    PyMem_Free(heap);
    let_go(&of);
    return done(&call, out.count);
}

/* The surfaces of the exact terms of one segment, see build.py. */
typedef struct {
    Table table;
    const uint32_t *first;
    const int64_t *terms; /* the new number of each */
    int64_t size, next;
} Surfaces;

static int read_surfaces(Call *call, Surfaces *surfaces)
{
    Py_ssize_t first, terms;
    surfaces->table = read_table(call, 0);
    surfaces->first = buffer(call, 2, &first);
    surfaces->terms = buffer(call, 3, &terms);
    surfaces->size = terms / 8, surfaces->next = 0;
    if (!call->failed && first / 4 <= terms / 8) call->failed = outside();
    return call->failed;
}

/* Some strings, with room for more. */
typedef struct {
    String *items;
    int64_t count, room;
} Few;

/* Adds the surfaces of a segment's next term. */
static int add_surfaces(Surfaces *source, Few *few)
{
    int64_t begin = source->first[source->next], end = source->first[source->next + 1];
    source->next++;
    if (begin > end || end > source->table.size) return OUTSIDE;
    if (few->count + end - begin > few->room) {
        int64_t room = 2 * (few->count + end - begin);
        String *items = PyMem_RawRealloc(few->items, room * sizeof(String));
        if (!items) return NO_MEMORY;
        few->items = items, few->room = room;
    }
    for (; begin < end; begin++)
        if (read_string(&source->table, begin, &few->items[few->count++])) return OUTSIDE;
    return FINE;
}

static int put_distinct(Few *few, Strings *out)
{
    if (few->count > 1) qsort(few->items, few->count, sizeof(String), compared);
    for (int64_t i = 0; i < few->count; i++)
        if ((i == 0 || compared(&few->items[i - 1], &few->items[i]) != 0) && put_string(out, &few->items[i]))
            return OUTSIDE;
    return FINE;
}

static int gather(Surfaces *sources, Py_ssize_t size, Few *few, Strings *out, uint32_t *first, int64_t terms)
{
    int why = FINE;
    for (int64_t term = 0; term < terms && why == FINE; term++) {
        few->count = 0, first[term] = (uint32_t)out->count;
        for (Surfaces *source = sources; source < sources + size && why == FINE; source++)
            if (source->next < source->size && source->terms[source->next] == term) why = add_surfaces(source, few);
        if (why == FINE) why = put_distinct(few, out);
    }
    first[terms] = (uint32_t)out->count;
    return why;
}

/* gathered(sources, content, offsets, first) */
static PyObject *gathered(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("gathered", 4)
    Py_ssize_t terms;
    Few few = {NULL, 0, 0};
    Strings out = empty_table(&call, 1);
    uint32_t *first = buffer(&call, 3, &terms);
    Sources of = several(&call, 0, 4, sizeof(Surfaces));
    Surfaces *sources = of.items;
    if (!call.failed && terms < 4) call.failed = outside();
    for (Py_ssize_t i = 0; i < of.size && !call.failed; i++) call.failed = read_surfaces(&of.calls[i], &sources[i]);
    WITHOUT_LOCK(gather(sources, of.size, &few, &out, first, terms / 4 - 1))
    PyMem_RawFree(few.items);
    let_go(&of);
    return done(&call, out.count);
}

/* The packed lists of one segment, see lists.py, and at which of them the merge stands. */
typedef struct {
    const uint8_t *content;
    const int64_t *at;
    const uint32_t *counts;
    const uint8_t *codes;
    const int64_t *terms;
    const int32_t *documents; /* the new number of each, -1: deleted */
    int64_t bytes, lists, size, next;
} Source;

static int read_source(Call *call, Source *source)
{
    Py_ssize_t bytes, at, counts, codes, terms, documents;
    source->content = buffer(call, 0, &bytes);
    source->at = buffer(call, 1, &at);
    source->counts = buffer(call, 2, &counts);
    source->codes = buffer(call, 3, &codes);
    source->terms = buffer(call, 4, &terms);
    source->documents = buffer(call, 5, &documents);
    if (call->failed) return -1;
    source->bytes = bytes, source->lists = codes, source->size = documents / 4;
    if (at / 8 < codes || counts / 4 < codes || terms / 8 < codes) call->failed = outside();
    return call->failed ? -1 : 0;
}

/* Numbers, with room for more. */
typedef struct {
    uint32_t *items;
    int64_t count, room;
} Numbers;

/* Room for so many more; NULL where there is no memory. */
static uint32_t *more(Numbers *numbers, int64_t count)
{
    if (numbers->count + count > numbers->room) {
        int64_t room = 2 * (numbers->count + count);
        uint32_t *items = PyMem_RawRealloc(numbers->items, room * sizeof(uint32_t));
        if (!items) return NULL;
        numbers->items = items, numbers->room = room;
    }
    return numbers->items + numbers->count;
}

static void widened(const uint8_t *from, int width, int64_t count, uint32_t *to)
{
    uint16_t two;
    if (width == 0) for (int64_t i = 0; i < count; i++) to[i] = 1;
    if (width == 1) for (int64_t i = 0; i < count; i++) to[i] = from[i];
    if (width == 2) for (int64_t i = 0; i < count; i++) memcpy(&two, from + 2 * i, 2), to[i] = two;
    if (width == 4) memcpy(to, from, 4 * count);
}

static uint8_t *narrowed(const Numbers *numbers, int width, uint8_t *to)
{
    const uint32_t *from = numbers->items;
    if (width == 1) for (int64_t i = 0; i < numbers->count; i++) to[i] = (uint8_t)from[i];
    if (width == 2) for (int64_t i = 0; i < numbers->count; i++) memcpy(to + 2 * i, &(uint16_t){(uint16_t)from[i]}, 2);
    if (width == 4) memcpy(to, from, 4 * numbers->count);
    return to + width * numbers->count;
}

/* The code of the narrowest width. */
static int code_of(const Numbers *numbers, int at_least)
{
    uint32_t largest = 0;
    for (int64_t i = 0; i < numbers->count; i++) largest = numbers->items[i] > largest ? numbers->items[i] : largest;
    int code = largest <= 1 ? 0 : largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : 3;
    return code > at_least ? code : at_least;
}

/* The list of one term: what all segments have of it. */
typedef struct {
    Numbers gaps, frequencies, positions;
    int64_t last, occurrences; /* the last document; how often the term is in all */
} List;

/* Takes what is kept of the documents, and of their positions if there are any, that stand behind the list. */
static int renumber(const Source *source, int64_t items, uint32_t *gaps, uint32_t *frequencies, uint32_t *positions,
                    List *list)
{
    int64_t kept = 0, occurrences = 0, seen = 0;
    uint64_t document = 0;
    for (int64_t i = 0; i < items; i++) {
        uint32_t frequency = frequencies[i];
        document += gaps[i];
        if (document >= (uint64_t)source->size) return OUTSIDE;
        int32_t number = source->documents[document];
        if (number >= 0) {
            gaps[kept] = (uint32_t)(number - list->last);
            frequencies[kept++] = frequency;
            list->last = number;
            if (positions && occurrences < seen)
                memmove(positions + occurrences, positions + seen, frequency * sizeof(uint32_t));
            occurrences += frequency;
        }
        seen += frequency;
    }
    list->gaps.count += kept, list->frequencies.count += kept, list->occurrences += occurrences;
    if (positions) list->positions.count += occurrences;
    return FINE;
}

/* Adds what a segment has for a term. */
static int add_list(const Source *source, int64_t number, List *list)
{
    int code = source->codes[number];
    int gap = WIDTHS[code & 3], wide = WIDTHS[code >> 2 & 3], place = WIDTHS[code >> 4 & 3];
    int64_t items = source->counts[number], at = source->at[number], occurrences = 0;
    if (gap == 0 || at < 0 || at > source->bytes || items * (gap + wide) > source->bytes - at) return OUTSIDE;
    const uint8_t *from = source->content + at;
    uint32_t *gaps = more(&list->gaps, items), *frequencies = more(&list->frequencies, items), *positions = NULL;
    if (!gaps || !frequencies) return NO_MEMORY;
    widened(from, gap, items, gaps);
    widened(from + items * gap, wide, items, frequencies);
    if (place) {
        for (int64_t i = 0; i < items; i++) occurrences += frequencies[i];
        at += items * (gap + wide);
        if (occurrences * place > source->bytes - at) return OUTSIDE;
        positions = more(&list->positions, occurrences);
        if (!positions) return NO_MEMORY;
        widened(source->content + at, place, occurrences, positions);
    }
    return renumber(source, items, gaps, frequencies, positions, list);
}

/* Where the lists go. */
typedef struct {
    uint8_t *content;
    int64_t *occurrences, *terms, *sizes;
    uint32_t *counts;
    uint8_t *codes;
    int64_t room, count, most;
} Lists;

static int put_list(const List *list, int64_t term, Lists *out)
{
    int gap = code_of(&list->gaps, 1), wide = code_of(&list->frequencies, 0);
    int place = list->positions.count ? code_of(&list->positions, 1) : 0;
    int64_t size = list->gaps.count * (WIDTHS[gap] + WIDTHS[wide]) + list->positions.count * WIDTHS[place];
    if (out->count >= out->most || size > out->room) return OUTSIDE;
    uint8_t *at = narrowed(&list->frequencies, WIDTHS[wide], narrowed(&list->gaps, WIDTHS[gap], out->content));
    out->content = narrowed(&list->positions, WIDTHS[place], at);
    out->room -= size;
    out->occurrences[out->count] = list->occurrences;
    out->terms[out->count] = term;
    out->sizes[out->count] = size;
    out->counts[out->count] = (uint32_t)list->gaps.count;
    out->codes[out->count++] = (uint8_t)(gap | wide << 2 | place << 4);
    return FINE;
}

/* The next term that a source has a list for, INT64_MAX where none has. */
static int64_t next_term(const Source *sources, Py_ssize_t size)
{
    int64_t term = INT64_MAX;
    for (const Source *source = sources; source < sources + size; source++)
        if (source->next < source->lists && source->terms[source->next] < term) term = source->terms[source->next];
    return term;
}

/* Joins the lists term by term. */
static int join(Source *sources, Py_ssize_t size, List *list, Lists *out)
{
    int why = FINE;
    for (int64_t term; why == FINE && (term = next_term(sources, size)) < INT64_MAX;) {
        list->gaps.count = list->frequencies.count = list->positions.count = list->last = list->occurrences = 0;
        for (Source *source = sources; source < sources + size && why == FINE; source++)
            if (source->next < source->lists && source->terms[source->next] == term)
                why = add_list(source, source->next++, list);
        if (why == FINE && list->gaps.count) why = put_list(list, term, out);
    }
    return why;
}

/* joined(sources, content, occurrences, terms, sizes, counts, codes) */
static PyObject *joined(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("joined", 7)
    Py_ssize_t room, most[5];
    List list = {0};
    Lists out = {buffer(&call, 1, &room),
                 buffer(&call, 2, &most[0]),
                 buffer(&call, 3, &most[1]),
                 buffer(&call, 4, &most[2]),
                 buffer(&call, 5, &most[3]),
                 buffer(&call, 6, &most[4]),
                 0, 0, 0};
    if (call.failed) return done(&call, 0);
    out.room = room, out.most = most[4];
    if (most[0] / 8 < most[4] || most[1] / 8 < most[4] || most[2] / 8 < most[4] || most[3] / 4 < most[4])
        call.failed = outside();
    Sources of = several(&call, 0, 6, sizeof(Source));
    Source *sources = of.items;
    for (Py_ssize_t i = 0; i < of.size && !call.failed; i++) call.failed = read_source(&of.calls[i], &sources[i]);
    WITHOUT_LOCK(join(sources, of.size, &list, &out))
    let_go(&of);
    PyMem_RawFree(list.gaps.items), PyMem_RawFree(list.frequencies.items), PyMem_RawFree(list.positions.items);
    return done(&call, out.count);
}

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {ENTRY(united), ENTRY(gathered), ENTRY(joined), {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_merging", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__merging(void)
{
    PyObject *created = PyModule_Create(&module);
    if (created && PyModule_AddIntConstant(created, "REVISION", REVISION) < 0) Py_CLEAR(created);
    return created;
}
