"""What the operating system says when a file cannot be read or written, in French."""

import errno

_FRENCH = {
    errno.EACCES: "accès refusé",
    errno.EDQUOT: "quota de disque dépassé",
    errno.EEXIST: "existe déjà",
    errno.EIO: "erreur de lecture ou d'écriture du disque",
    errno.EISDIR: "c'est un dossier",
    errno.ELOOP: "trop de liens symboliques",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENOENT: "fichier ou dossier absent",
    errno.ENOSPC: "plus de place sur le disque",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.EPERM: "opération non permise",
    errno.EROFS: "disque en lecture seule",
}


def said(error: OSError) -> str:
    """The cause, without the path; the system's own words for what is rare."""
    return _FRENCH.get(error.errno or 0) or error.strerror or str(error)
