// What kind of file a name and a type stand for: its icon, its short name, and whether opening it can run programs.

export interface FileLook {
  icon: 'pdf' | 'text' | 'sheet' | 'archive' | 'program' | 'other';
  /** PDF, DOCX, ZIP … */
  type: string;
}

const byExtension: { [icon in Exclude<FileLook['icon'], 'other'>]: ReadonlySet<string> } = {
  program: new Set(
    'apk app bat bin cmd com cpl deb dll dmg docm exe gadget hta htm html iso jar js jse lnk mht msc msi msp pif ps1 reg rpm scr sh svg sys vb vbe vbs wsf xhtml xlsm pptm'.split(
      ' ',
    ),
  ),
  pdf: new Set(['pdf']),
  sheet: new Set(['csv', 'ods', 'xls', 'xlsx', 'tsv']),
  text: new Set(['doc', 'docx', 'md', 'odt', 'ppt', 'pptx', 'odp', 'rtf', 'txt', 'log']),
  archive: new Set(['7z', 'gz', 'rar', 'tar', 'tgz', 'xz', 'zip']),
};

export function fileLook(name: string, mimeType: string): FileLook {
  const extension = /\.([^.\s]{1,8})\s*$/u.exec(name)?.[1]?.toLowerCase() ?? '';
  for (const icon of ['program', 'pdf', 'sheet', 'text', 'archive'] as const) {
    if (byExtension[icon].has(extension)) return { icon, type: extension.toUpperCase() };
  }
  if (mimeType === 'application/pdf') return { icon: 'pdf', type: 'PDF' };
  if (
    /msdownload|x-msdos-program|x-executable|x-sh|android\.package-archive|java-archive|x-msi|html|javascript/.test(
      mimeType,
    )
  ) {
    return { icon: 'program', type: extension.toUpperCase() };
  }
  return { icon: mimeType.startsWith('text/') ? 'text' : 'other', type: extension.toUpperCase() };
}
