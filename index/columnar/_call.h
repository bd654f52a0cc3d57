/* What a loop takes from Python: arrays as buffers, which are held for as long as the call lasts. */

#define MAX_ARGUMENTS 12

/* The arguments of one call: buffers are held until `done`. */
typedef struct {
    PyObject *const *values;
    Py_buffer held[MAX_ARGUMENTS];
    int count;
    int failed;
} Call;

static inline void *buffer(Call *call, int at, Py_ssize_t *items)
{
    Py_buffer *view = &call->held[call->count];
    if (call->failed || call->values[at] == Py_None) {
        if (items) *items = 0;
        return NULL;
    }
    if (PyObject_GetBuffer(call->values[at], view, PyBUF_SIMPLE) < 0) {
        call->failed = 1;
        return NULL;
    }
    call->count++;
    if (items) *items = view->len;
    return view->buf;
}

static inline PyObject *done(Call *call, int64_t result)
{
    while (call->count > 0) PyBuffer_Release(&call->held[--call->count]);
    return call->failed ? NULL : PyLong_FromLongLong(result);
}

#define BEGIN(name, arguments)                                                                   \
    Call call = {values, {{0}}, 0, 0};                                                           \
    if (count != (arguments)) {                                                                  \
        PyErr_Format(PyExc_TypeError, "%s takes %d arguments, not %zd", name, arguments, count); \
        return NULL;                                                                             \
    }

static const int WIDTHS[] = {0, 1, 2, 4}; /* bytes of a packed number by its code, see lists.py */

/* A file that was damaged after it was written must not lead outside of its arrays. */
static inline int outside(void)
{
    PyErr_SetString(PyExc_IndexError, "a column leads outside of its arrays");
    return -1;
}
