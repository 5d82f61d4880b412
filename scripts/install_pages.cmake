# Installs the pages and what they link to. All keep their relative paths, because pages link to each other.
#
# Pages about the sources also link to these, which are not installed. What is installed of such a link is its text.
file(GLOB_RECURSE DOCUMENTS RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS
     .github/*.md bench/*.md bench/results/*.svg data/catalogues/*.md data/catalogues/*.yaml data/catalogues/*.json
     data/expected/*.md data/expected/*.json data/seed/*.txt indexer/*.md indexer/*.png query/*.md query/*.png)
list(APPEND DOCUMENTS LICENSE README.md)

# Whether a file or a folder, named from the root of the sources, is among what is installed.
function(trawl_is_installed path result)
  set(${result} FALSE PARENT_SCOPE)
  foreach(document IN LISTS DOCUMENTS)
    cmake_path(IS_PREFIX path ${document} is_there)
    if(is_there)
      set(${result} TRUE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# The text of a page without links to what is not installed.
function(trawl_installed_text page result)
  file(READ ${page} text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page})
  cmake_path(GET page PARENT_PATH folder)
  string(REGEX MATCHALL "\\([^][() \n]+\\)" links "${text}")
  list(REMOVE_DUPLICATES links)
  foreach(link IN LISTS links)
    string(REGEX REPLACE "^\\(|(#.*)?\\)$" "" path "${link}")
    if(path STREQUAL "" OR path MATCHES "://")
      continue()
    endif()
    cmake_path(APPEND folder ${path} OUTPUT_VARIABLE target)
    cmake_path(NORMAL_PATH target)
    trawl_is_installed(${target} is_installed)
    if(NOT is_installed)
      string(REGEX REPLACE "([.+*?^$|()])" "\\\\\\1" pattern "${link}")
      string(REGEX REPLACE "\\[([^][]*)\\]${pattern}" "\\1" text "${text}")
    endif()
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

foreach(document IN LISTS DOCUMENTS)
  cmake_path(GET document PARENT_PATH folder)
  set(installed ${document})
  if(document MATCHES "\\.md$")
    trawl_installed_text(${document} text)
    set(installed ${CMAKE_BINARY_DIR}/generated/pages/${document})
    file(WRITE ${installed} "${text}")
  endif()
  install(FILES ${installed} DESTINATION ${CMAKE_INSTALL_DOCDIR}/${folder})
endforeach()
